package io.proxyherd.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionTest {
  @Test
  void readsWhatItPrints() {
    assertThat(Region.parse("dc1:3, dc2:99"))
        .isEqualTo(List.of(new Region("dc1", 3), new Region("dc2", 99)))
        .hasToString("[dc1:3, dc2:99]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dc1", "dc1:0", "dc1:100", "dc'1:3", "dc1:3,", "dc1:3;dc2:3"})
  void refusesWhatIsNoList(String text) {
    assertThatThrownBy(() -> Region.parse(text))
        .hasMessageStartingWith("regions: ")
        .hasMessageEndingWith(
            "(expected: a data centre and its copies, 1 to 99, such as dc1:3,dc2:3)");
  }

  @Test
  void refusesTheSameTwice() {
    assertThatThrownBy(() -> Region.parse("dc1:3,dc1:2"))
        .hasMessage("regions: dc1:2 (expected: each data centre once)");
  }

  @Test
  void makesAKeyspaceAndATable() {
    assertThat(new Schema("herd").create(Region.parse("dc1:3,dc2:2")))
        .containsExactly(
            """
            CREATE KEYSPACE IF NOT EXISTS herd
              WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 2}\
            """,
            """
            CREATE TABLE IF NOT EXISTS herd.positions (client blob PRIMARY KEY, p blob)
              WITH compaction = {'class': 'UnifiedCompactionStrategy'}
              AND gc_grace_seconds = 86400
              AND comment = 'proxyherd positions, format 1'\
            """);
  }
}

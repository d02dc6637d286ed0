package io.proxyherd.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void aKeyspaceIsQuotedWhereItsNameIsAWordOfCql() {
    assertThat(new Schema("herd").table()).isEqualTo("herd.positions");
    assertThat(new Schema("full").table()).isEqualTo("\"full\".positions");
    assertThat(new Schema("full").create(Region.parse("dc1:3")).getFirst())
        .startsWith("CREATE KEYSPACE IF NOT EXISTS \"full\"\n");
  }
}

package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Agreement;
import io.proxyherd.inquiry.Asked;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code status} and {@code top} say of servers that keep their reports elsewhere. */
final class StoreTablesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ServerState.Store UP = store("cassandra", "up", "3 nodes");
  private static final ServerState.Store AWAY = store("cassandra", "down", "nobody answers");
  private static final Asked<ServerState> SILENT =
      new Asked.Unreachable<>("C", "nobody listens at 127.0.0.1:1");

  @Test
  void whatIsSharedCannotDiffer() {
    var agreement = Agreement.of(List.of(server("A", "d1", UP), server("B", "d2", UP)));
    assertThat(agreement.isComplete()).isTrue();
    assertThat(agreement.isBroken()).isFalse();
    assertThat(agreement.summary())
        .isEqualTo("all 2 servers keep their reports in Cassandra, nothing to compare");
    assertThat(Agreement.of(List.of(server("A", "d1", UP))).summary())
        .isEqualTo("A keeps its reports in Cassandra, nothing to compare");
  }

  @Test
  void whoCannotUseTheStoreIsNamed() {
    var agreement = Agreement.of(List.of(server("A", "d1", UP), server("B", "d2", AWAY), SILENT));
    assertThat(agreement.isComplete()).isFalse();
    assertThat(agreement.summary())
        .isEqualTo(
            "2 of 3 servers keep their reports in Cassandra, which B can't use: nobody answers;"
                + " no answer from C");
  }

  @Test
  void aHerdThatMovesIsComparedAsFarAsItCanBe() {
    ServerState.Store both = store("both", "up", "3 nodes");
    var agreement =
        Agreement.of(
            List.of(server("A", "d1", both), server("B", "d1", both), server("C", "d3", UP)));
    assertThat(agreement.isComplete()).isTrue();
    assertThat(agreement.summary())
        .isEqualTo(
            "2 of 3 servers agree: digest d1; 1 of 3 servers keeps their reports in Cassandra,"
                + " nothing to compare");
    assertThat(Agreement.of(List.of(server("A", "d1", both), server("B", "d2", both))).isBroken())
        .isTrue();
  }

  @Test
  void statusSaysHowTheStoreIs() {
    var owing =
        new ServerState.Store("both", "down", "nobody answers", 0, 0, Optional.of(7), "herd");
    var waiting =
        new ServerState.Store("cassandra", "read-only", "full", 4, 12, Optional.empty(), "");
    String table =
        String.join(
            "\n",
            StatusTable.servers(
                List.of(
                    server("A", "d1", UP), server("B", "d2", owing), server("C", "d3", waiting))));
    assertThat(table)
        .contains("A             1  -       10 s  in Cassandra  ready\n")
        .contains("memory        ready, Cassandra down: nobody answers, 7 to write to Cassandra\n")
        .endsWith("ready, Cassandra read-only: full, 12 requests wait for Cassandra");
  }

  @Test
  void topShowsThatTheStoreIsAway() {
    Pulse pulse = Pulse.first(NOON, List.of(server("A", "d1", UP), server("B", "d2", AWAY)));
    List<TopLine> lines = new TopTable(pulse, ZoneOffset.UTC).lines(TopTable.Order.GIVEN, 200);
    assertThat(lines.getFirst().text()).contains("2 servers up, 2 clients");
    assertThat(lines.get(1).text()).contains("which B can't use");
    assertThat(lines.get(1).tone()).isEqualTo(Tone.BAD);
    assertThat(lines.get(4).text()).contains("ready", "in Cassandra");
    assertThat(lines.get(5).text()).contains("store down");
    assertThat(lines.get(5).tone()).isEqualTo(Tone.BAD);
    assertThat(pulse.lacks(pulse.beats().getFirst())).isZero();
  }

  private static ServerState.Store store(String kind, String health, String detail) {
    return new ServerState.Store(kind, health, detail, 0, 0, Optional.empty(), "");
  }

  private static Asked<ServerState> server(String name, String digest, ServerState.Store store) {
    return new Asked.Answered<>(
        name,
        new ServerState(
            name,
            "1",
            NOON,
            10,
            1,
            0,
            digest,
            5,
            5,
            0,
            true,
            "",
            0,
            false,
            false,
            store,
            new ServerState.Journal("memory", 0, 0, 0),
            List.of(),
            List.of()));
  }
}

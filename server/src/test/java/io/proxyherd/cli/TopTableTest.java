package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TopTableTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Asked<ServerState> AWAY =
      new Asked.Unreachable<>("B", "nobody listens at 127.0.0.1:1");

  @Nested
  final class Rates {
    @Test
    void areWhatWasDoneSinceTheLookBefore() {
      Pulse first = Pulse.first(NOON, List.of(server("A", 10, 100, 7)));
      Pulse next = first.next(NOON.plusSeconds(2), List.of(server("A", 12, 150, 11)));
      assertThat(next.updatesPerSecond()).isEqualTo(25);
      assertThat(next.whatsatsPerSecond()).isEqualTo(2);
    }

    @Test
    void areUnknownAtFirst() {
      Pulse first = Pulse.first(NOON, List.of(server("A", 10, 100, 7)));
      assertThat(first.beats().getFirst().updatesPerSecond()).isEmpty();
      assertThat(text(first, 200)).contains("  -          -       0");
    }

    @Test
    void areUnknownAfterARestart() {
      Pulse first = Pulse.first(NOON, List.of(server("A", 1, 1, 0)));
      Pulse next =
          first.next(
              NOON.plusSeconds(5), List.of(state("A", "another", 3, 9, 9, 0, 0, "d1", List.of())));
      assertThat(next.beats().getFirst().updatesPerSecond()).isEmpty();
    }
  }

  @Nested
  final class Headline {
    @Test
    void whileUpdatesAreUnderWayItSaysHowFarBehindTheSlowestIs() {
      Pulse first =
          Pulse.first(
              NOON,
              List.of(
                  state("A", "1", 10, 100, 100, 0, 0, "d1", List.of()),
                  state("B", "1", 10, 0, 100, 0, 0, "d1", List.of())));
      Pulse moving =
          first.next(
              NOON.plusSeconds(3),
              List.of(
                  state("A", "1", 13, 400, 400, 0, 0, "d2", List.of()),
                  state("B", "1", 13, 0, 350, 0, 0, "d3", List.of())));
      TopLine line = agreement(moving);
      assertThat(line.text())
          .isEqualTo(
              "updates are under way: no server is more than 500 ms behind; all agreed 3 s ago");
      assertThat(line.tone()).isEqualTo(Tone.GOOD);

      Pulse cutOff =
          moving.next(
              NOON.plusSeconds(6),
              List.of(
                  state("A", "1", 16, 700, 700, 0, 0, "d4", List.of()),
                  state("B", "1", 16, 0, 350, 0, 0, "d3", List.of())));
      assertThat(agreement(cutOff).text()).contains("no server is more than 3.5 s behind");
      assertThat(agreement(cutOff).tone()).isEqualTo(Tone.DOUBTFUL);
    }

    @Test
    void serversThatDifferThoughNothingMovesAreBad() {
      List<Asked<ServerState>> asked =
          List.of(
              state("A", "1", 10, 1, 1, 0, 0, "d1", List.of()),
              state("B", "1", 10, 1, 1, 0, 0, "d2", List.of()));
      Pulse still = Pulse.first(NOON, asked).next(NOON.plusSeconds(1), asked);
      assertThat(agreement(still).text()).isEqualTo("the servers differ: A at d1; B at d2");
      assertThat(agreement(still).tone()).isEqualTo(Tone.BAD);
    }

    @Test
    void whoDoesNotAnswerIsNamedAndMakesItBad() {
      Pulse pulse = Pulse.first(NOON, List.of(server("A", 10, 1, 0), AWAY));
      assertThat(agreement(pulse).text()).endsWith("; no answer from B");
      assertThat(agreement(pulse).tone()).isEqualTo(Tone.BAD);
    }
  }

  @Nested
  final class Room {
    @Test
    void aNarrowWindowGoesWithoutTheLessImportant() {
      Pulse pulse = Pulse.first(NOON, List.of(server("A", 10, 1, 0), AWAY));
      assertThat(text(pulse, 200)).contains("digest", "journal", "WHATSAT/s  behind");
      assertThat(text(pulse, 80)).contains("updates/s", "behind", "lag").doesNotContain("journal");
      for (int width = 1; width < 150; width++) {
        for (TopLine line : table(pulse).lines(TopTable.Order.GIVEN, width)) {
          assertThat(line.text().length()).as("at %s columns", width).isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Nested
  final class Order {
    private final Pulse pulse =
        Pulse.first(NOON, List.of(server("A", 1, 0, 0), server("B", 1, 0, 0), server("C", 1, 0, 0)))
            .next(
                NOON.plusSeconds(1),
                List.of(
                    server("A", 2, 5, 0),
                    server("B", 2, 9, 0),
                    state("C", "1", 2, 0, 14, 0, 3, "d1", List.of())));

    @Test
    void isAsAsked() {
      assertThat(names(TopTable.Order.GIVEN)).containsExactly("A", "B", "C");
      assertThat(names(TopTable.Order.BUSIEST)).containsExactly("B", "A", "C");
      assertThat(names(TopTable.Order.FURTHEST_BEHIND)).containsExactly("C", "A", "B");
    }

    private List<String> names(TopTable.Order order) {
      return table(pulse).lines(order, 200).stream()
          .map(TopLine::text)
          .filter(line -> line.matches("  [ABC]  .*"))
          .map(line -> line.substring(2, 3))
          .toList();
    }
  }

  @Nested
  final class Links {
    @Test
    void whatIsDownComesFirstAndALinkIsOneRow() {
      Pulse pulse =
          Pulse.first(
              NOON,
              List.of(
                  state("A", "1", 9, 0, 0, 0, 0, "d1", List.of(up("B", 2), down("C"))),
                  state("B", "1", 9, 0, 0, 0, 0, "d1", List.of(up("A", 3)))));
      assertThat(table(pulse).lines(TopTable.Order.GIVEN, 200).stream().map(TopLine::text))
          .endsWith(
              "  link   state     round trip  to send  path",
              "  A - C  down 4 s           -        -  it was cut",
              "  A - B  up 4 s       0.25 ms        5  tree");
    }

    private static ServerState.Link up(String peer, int owed) {
      return new ServerState.Link(
          peer,
          true,
          NOON.minusSeconds(4),
          Optional.empty(),
          Optional.empty(),
          Optional.of(0.25),
          Optional.of(0.0),
          owed,
          true,
          true,
          true);
    }

    private static ServerState.Link down(String peer) {
      return new ServerState.Link(
          peer,
          false,
          NOON.minusSeconds(4),
          Optional.of("it was cut"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          false,
          false,
          false);
    }
  }

  private static TopTable table(Pulse pulse) {
    return new TopTable(pulse, ZoneOffset.UTC);
  }

  private static String text(Pulse pulse, int width) {
    return String.join(
        "\n", table(pulse).lines(TopTable.Order.GIVEN, width).stream().map(TopLine::text).toList());
  }

  private static TopLine agreement(Pulse pulse) {
    return table(pulse).lines(TopTable.Order.GIVEN, 200).get(1);
  }

  private static Asked<ServerState> server(
      String name, double uptime, long accepted, long whatsats) {
    return state(name, "1", uptime, accepted, accepted, whatsats, 0, "d1", List.of());
  }

  private static Asked<ServerState> state(
      String name,
      String incarnation,
      double uptime,
      long accepted,
      long covered,
      long whatsats,
      long behind,
      String digest,
      List<ServerState.Link> links) {
    return new Asked.Answered<>(
        name,
        new ServerState(
            name,
            incarnation,
            NOON.minus(Duration.ofMillis((long) (uptime * 1000))),
            uptime,
            1,
            0,
            digest,
            accepted,
            covered,
            whatsats,
            true,
            "",
            behind,
            false,
            false,
            new ServerState.Store("herd", "up", "", 0, 0, Optional.empty(), "herd"),
            new ServerState.Journal("memory", 0, 0, 0),
            List.of(),
            links));
  }
}

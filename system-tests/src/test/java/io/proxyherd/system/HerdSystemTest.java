package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.ops.ConfiguredPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one server hears, all know: in any connected herd, and with a server down. */
@Timeout(120)
final class HerdSystemTest {
  @TempDir private Path dir;

  @Test
  void whatAnyServerHearsIsAnsweredByAllInTheSameWords() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      for (String server : herd.names()) {
        String at = herd.hears(server, "IAMAT at-" + server + " +34.068930-118.445127 1479413884");
        assertThat(at)
            .matches(
                "AT "
                    + server
                    + " \\+\\d+\\.\\d{9} at-"
                    + server
                    + " \\+34\\.068930-118\\.445127 1479413884");
        herd.isKnownAt(herd.names(), "at-" + server, at);
      }
    }
  }

  static Stream<Arguments> herds() {
    var line = links("n1 n2", "n2 n3", "n3 n4", "n4 n5", "n5 n6");
    var star = links("Hub a", "Hub b", "c Hub", "d Hub");
    var mesh = links("A B", "A C", "A D", "B C", "B D", "C D");
    return Stream.of(
        Arguments.of("a line of 6", line),
        Arguments.of("a star of 5", star),
        Arguments.of("a full mesh of 4", mesh),
        Arguments.of("names of all letters", links("x.y-z_0 9", "9 " + "N".repeat(64))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("herds")
  void anyConnectedHerdWillDo(String shape, List<LinkConfig> links) throws Exception {
    try (var herd = TestHerd.linked(dir, links, TestHerd.NO_PLACES)) {
      for (String server : herd.names()) {
        String at = herd.hears(server, "IAMAT kiwi-" + server + " -1+2 1479413884.5");
        herd.isKnownAt(herd.names(), "kiwi-" + server, at);
      }
    }
  }

  /** The first of the ring dials its neighbours, the last is dialled. */
  @ParameterizedTest
  @ValueSource(strings = {"Alford", "Welsh", "Hamilton"})
  void theRestGoesOnWithoutOneServerWhichCatchesUpWhenItIsBack(String down) throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      var reports = new ArrayList<String>();
      reports.add(herd.hears(down, "IAMAT before -1+2 1"));
      herd.isKnownAt(herd.names(), "before", reports.getFirst());
      herd.stop(down);
      List<String> rest = herd.names().stream().filter(name -> !name.equals(down)).toList();
      for (String server : rest) {
        String at = herd.hears(server, "IAMAT meanwhile-" + server + " +1-2 2");
        herd.isKnownAt(rest, "meanwhile-" + server, at);
        reports.add(at);
      }
      herd.start(down);
      for (String at : reports) {
        herd.isKnownAt(List.of(down), at.split(" ", -1)[3], at);
      }
      herd.isLinked();
      String after = herd.hears(down, "IAMAT after +3+4 3");
      herd.isKnownAt(herd.names(), "after", after);
    }
  }

  @Test
  void thousandsOfReportsMissedAreCaughtUpWith() throws Exception {
    try (var herd = TestHerd.linked(dir, links("a b"), TestHerd.NO_PLACES).isLinked()) {
      herd.stop("b");
      try (var client = herd.client("a")) {
        client.sends(iamats(20_000));
        for (int i = 0; i < 20_000; i++) {
          assertThat(client.hears()).startsWith("AT a ");
        }
      }
      herd.start("b");
      Eventually.await().untilAsserted(() -> assertThat(herd.known("b")).isEqualTo(20_000));
    }
  }

  @Test
  void placesAreNearTheClient() throws Exception {
    Map<String, String> variables = Map.of("HERD_DATA_DIR", dir.toString());
    HerdConfig config = ConfigLoader.load(Optional.empty(), variables);
    try (var places = ConfiguredPlaces.open(config, variables);
        var herd = TestHerd.linked(dir, config.links(), places.chain())) {
      String at = herd.hears("Alford", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
      herd.isKnownAt(herd.names(), "kiwi", at);
      try (var client = herd.client("Welsh")) {
        assertThat(client.says("WHATSAT kiwi 50 3").hears()).isEqualTo(at);
        assertThat(client.hearsPlaces())
            .contains("\"status\":\"OK\"", "UCLA")
            .containsPattern("\"lat\":34\\.0");
      }
    }
  }

  private static String iamats(int count) {
    var text = new StringBuilder();
    IntStream.range(0, count).forEach(i -> text.append("IAMAT c" + i + " +1-2 " + i + "\n"));
    return text.toString();
  }

  private static List<LinkConfig> links(String... links) {
    return Stream.of(links)
        .map(link -> link.split(" ", -1))
        .map(ends -> new LinkConfig(ends[0], ends[1]))
        .toList();
  }
}

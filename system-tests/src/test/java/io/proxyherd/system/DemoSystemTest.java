package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.demo.Demo;
import io.proxyherd.demo.route.Traveller;
import io.proxyherd.demo.route.Travellers;
import io.proxyherd.demo.route.Vehicle;
import io.proxyherd.geo.EarthDistance;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.geo.Position;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A demonstration's clients on a real herd. */
@Timeout(120)
final class DemoSystemTest {
  private static final int CLIENTS = 120;
  private static final List<String> IDS =
      Travellers.of(CLIENTS, 1).stream().map(Traveller::id).toList();

  @TempDir private Path dir;

  @Test
  void everyServerKnowsAllClientsAndSeesThemMove() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked();
        var _ = Demo.start(addresses(herd), CLIENTS)) {
      isKnownEverywhere(herd);
      for (String server : herd.names()) {
        try (var asking = herd.client(server)) {
          List<Sighting> before = Sighting.of(asking.asksForAll(IDS));
          List<Sighting> later =
              Eventually.await()
                  .until(() -> Sighting.of(asking.asksForAll(IDS)), now -> moved(before, now) > 5);
          assertThat(fastest(before, later)).isLessThan(Vehicle.CAR.fastest() * 1.1);
        }
      }
    }
  }

  @Test
  void itGoesOnWhenAServerStopsAndStarts() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked();
        var demo = Demo.start(addresses(herd), CLIENTS);
        var asking = herd.client("Ball")) {
      isKnownEverywhere(herd);
      assertThat(heardBy("Alford", asking.asksForAll(IDS))).isPositive();
      herd.stop("Alford");
      // Those who reported to Alford now report to others.
      Eventually.await()
          .untilAsserted(() -> assertThat(heardBy("Alford", asking.asksForAll(IDS))).isZero());
      herd.start("Alford");
      Eventually.await()
          .untilAsserted(() -> assertThat(heardBy("Alford", asking.asksForAll(IDS))).isPositive());
      isKnownEverywhere(herd);
      assertThat(demo.refused()).isZero();
    }
  }

  @Test
  void itWaitsForAHerdThatIsNotThere() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      List<InetSocketAddress> addresses = addresses(herd);
      herd.names().forEach(herd::stop);
      try (var demo = Demo.start(addresses, CLIENTS)) {
        for (String server : List.of("Alford", "Welsh")) {
          herd.start(server);
        }
        Eventually.await().untilAsserted(() -> assertThat(demo.accepted()).isPositive());
      }
    }
  }

  @Test
  void afterItsEndNobodyIsConnected() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      var demo = Demo.start(addresses(herd), CLIENTS);
      isKnownEverywhere(herd);
      assertThat(herd.connected("Ball")).isPositive();
      demo.close();
      for (String server : herd.names()) {
        Eventually.await().untilAsserted(() -> assertThat(herd.connected(server)).isZero());
      }
    }
  }

  private static List<InetSocketAddress> addresses(TestHerd herd) {
    return herd.names().stream().map(herd::address).toList();
  }

  private static void isKnownEverywhere(TestHerd herd) {
    for (String server : herd.names()) {
      Eventually.await().untilAsserted(() -> assertThat(herd.known(server)).isEqualTo(CLIENTS));
    }
  }

  private static long heardBy(String server, List<String> atLines) {
    return atLines.stream().filter(line -> line.startsWith("AT " + server + " ")).count();
  }

  private static long moved(List<Sighting> before, List<Sighting> later) {
    return IntStream.range(0, CLIENTS)
        .filter(i -> before.get(i).metresTo(later.get(i)) > 0)
        .count();
  }

  /** Metres per second of the fastest of them. */
  private static double fastest(List<Sighting> before, List<Sighting> later) {
    return IntStream.range(0, CLIENTS)
        .filter(i -> before.get(i).metresTo(later.get(i)) > 0)
        .mapToDouble(i ->
            before.get(i).metresTo(later.get(i))
                / (later.get(i).seconds() - before.get(i).seconds()))
        .max()
        .orElse(0);
  }

  /** Where a client was, and when by its own clock, in seconds. */
  private record Sighting(Position position, double seconds) {
    static List<Sighting> of(List<String> atLines) {
      return atLines.stream().map(Sighting::of).toList();
    }

    static Sighting of(String atLine) {
      String[] fields = atLine.split(" ", -1);
      byte[] location = fields[4].getBytes(US_ASCII);
      return new Sighting(
          Iso6709.parse(location, 0, location.length), Double.parseDouble(fields[5]));
    }

    double metresTo(Sighting other) {
      return EarthDistance.metres(
          position.latitude(),
          position.longitude(),
          other.position.latitude(),
          other.position.longitude());
    }
  }
}

package io.proxyherd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HerdConfigTest {
  private final HerdConfig herd = HerdConfig.standard();

  @Test
  void theStandardHerdIsFiveServersOnThisMachine() {
    assertThat(herd.servers())
        .containsExactly(
            server("Alford", 12860),
            server("Ball", 12861),
            server("Hamilton", 12862),
            server("Holiday", 12863),
            server("Welsh", 12864));
  }

  private static ServerConfig server(String name, int port) {
    var http = Optional.of(new Address("127.0.0.1", port + 200));
    return new ServerConfig(name, "127.0.0.1", port, port + 100, http);
  }

  @Test
  void theStandardHerdIsARing() {
    assertThat(herd.links())
        .containsExactly(
            new LinkConfig("Alford", "Hamilton"),
            new LinkConfig("Alford", "Welsh"),
            new LinkConfig("Ball", "Holiday"),
            new LinkConfig("Ball", "Welsh"),
            new LinkConfig("Hamilton", "Holiday"));
  }

  @Test
  void theStandardSettingsAreThoseOfTheProtocol() {
    assertThat(herd.cluster()).isEqualTo("proxyherd");
    assertThat(herd.dataDir()).isEqualTo(Path.of("herd-data"));
    assertThat(herd.client())
        .isEqualTo(
            new ClientSettings(
                4096, Optional.empty(), Optional.of(Duration.ofMinutes(10)), 100_000, 1000));
    assertThat(herd.peer())
        .isEqualTo(
            new PeerSettings(
                Redundancy.TREE,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(10)));
    assertThat(herd.clock()).isEqualTo(new ClockSettings(Duration.ofSeconds(60)));
    assertThat(herd.journal())
        .isEqualTo(new JournalSettings(Durability.ASYNC, Duration.ofSeconds(1), 64L << 20));
    assertThat(herd.store())
        .isEqualTo(
            new StoreSettings(
                StoreKind.HERD,
                new CassandraConfig(
                    List.of(new Address("127.0.0.1", 9042)),
                    "datacenter1",
                    "herd",
                    Consistency.LOCAL_QUORUM,
                    Consistency.LOCAL_QUORUM,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    1024,
                    10_000,
                    Optional.empty(),
                    Optional.empty())));
    PlacesSettings places = herd.places();
    assertThat(places.providers()).containsExactly(PlaceSource.EMBEDDED);
    assertThat(places.deadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(places.threads()).isEqualTo(2);
    assertThat(places.queueLimit()).isEqualTo(10_000);
    assertThat(places.embeddedCache().ttl()).isZero();
    assertThat(places.google().dailyBudget()).contains(1000);
    assertThat(places.google().cache().ttl()).isEqualTo(Duration.ofSeconds(1));
    assertThat(places.googleLegacy().key()).isEmpty();
    assertThat(places.photon().dailyBudget()).isEmpty();
    assertThat(herd.http())
        .isEqualTo(
            new HttpSettings(
                100,
                Duration.ofSeconds(30),
                1 << 20,
                10_000,
                Duration.ofSeconds(5),
                50,
                60,
                1000,
                Duration.ofSeconds(15),
                List.of(),
                Optional.empty()));
    assertThat(herd.status())
        .isEqualTo(new StatusSettings(Duration.ofSeconds(10), 10_000, Duration.ofSeconds(1)));
    assertThat(herd.log())
        .isEqualTo(
            new LogSettings(
                Path.of("herd-data", "log"), LogLevel.TRAFFIC, LogFormat.TEXT, 16L << 20, 5));
  }

  @Test
  void neighboursAreLinkedInEitherDirection() {
    assertThat(herd.neighbours("Holiday"))
        .extracting(ServerConfig::name)
        .containsExactly("Ball", "Hamilton");
  }

  @Test
  void anUnknownServerIsNotThereAndHasNoNeighbours() {
    assertThat(herd.server("Nobody")).isEmpty();
    assertThat(herd.neighbours("Nobody")).isEmpty();
    assertThat(herd.server("Welsh")).map(ServerConfig::port).contains(12864);
  }
}

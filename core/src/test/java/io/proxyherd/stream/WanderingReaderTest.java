package io.proxyherd.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import io.proxyherd.geo.Area;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.geo.Position;
import io.proxyherd.node.Forgetting;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Readers that come and go all over a herd in which clients move and are forgotten. */
final class WanderingReaderTest {
  private static final List<String> NAMES = List.of("A", "B", "C", "D");
  private static final Weather USUAL = new Weather(1000, Duration.ofMillis(3), 1 << 14);
  private static final int CLIENTS = 40;

  private World world = new World(0);
  private Random random = new Random(0);
  private List<RecordingClient> clients = List.of();
  private int updates;

  private void start(long seed, Lifetimes lifetimes) {
    world = new World(seed);
    random = world.random();
    for (String name : NAMES) {
      world.start(name, Conditions.DEFAULT.withLifetimes(lifetimes), Set.copyOf(NAMES));
    }
    for (int i = 0; i < NAMES.size(); i++) {
      world.lay(NAMES.get(i), NAMES.get((i + 1) % NAMES.size()), USUAL);
    }
    world.advance(Duration.ofSeconds(5));
    clients = world.servers().stream().map(HerdServer::connect).toList();
  }

  @Seeds(count = 40)
  void nothingIsLostAndNothingToldTwice(long seed) {
    start(seed, Lifetimes.USUAL);
    var reader = new Reader(anyFilter());
    reader.connect(anyServer());
    for (int step = 0; step < 400; step++) {
      happen();
      world.advance(Duration.ofMillis(10 + random.nextInt(20)));
      boolean leaves = random.nextInt(30) == 0 && reader.mayLeave();
      var _ = reader.read(1000, leaves ? random.nextInt(3) : Integer.MAX_VALUE);
      if (leaves) {
        leave(reader);
      }
    }
    settle(reader);
    assertThat(reader.repeats()).as("told again").isZero();
    assertThat(reader.resets()).isZero();
  }

  @Seeds(count = 40)
  void whateverHappensTheNewestIsKnownInTheEnd(long seed) {
    start(seed, Lifetimes.USUAL);
    var reader = new Reader(anyFilter());
    reader.connect(anyServer());
    for (int step = 0; step < 600; step++) {
      happen();
      Cable cable = world.cables().get(random.nextInt(world.cables().size()));
      switch (random.nextInt(40)) {
        case 0, 1 -> cable.cut();
        case 2, 3, 4 -> cable.plugIn();
        default -> {}
      }
      world.advance(Duration.ofMillis(random.nextInt(50)));
      int cut = random.nextInt(20) == 0 ? random.nextInt(5) : Integer.MAX_VALUE;
      if (random.nextInt(3) == 0) {
        var _ = reader.read(1 + random.nextInt(10), cut);
      }
      if (cut != Integer.MAX_VALUE || random.nextInt(20) == 0) {
        leave(reader);
      }
    }
    settle(reader);
  }

  @Seeds(count = 40)
  void whoeverExpiresIsForgotten(long seed) {
    start(seed, new Lifetimes(Duration.ofSeconds(4), Duration.ofSeconds(8)));
    var reader = new Reader(anyFilter());
    reader.connect(anyServer());
    for (int step = 0; step < 300; step++) {
      if (random.nextInt(3) == 0) {
        happen();
      }
      world.advance(Duration.ofMillis(random.nextInt(200)));
      int cut = random.nextInt(20) == 0 ? random.nextInt(3) : Integer.MAX_VALUE;
      var _ = reader.read(1 + random.nextInt(10), cut);
      if (cut != Integer.MAX_VALUE || random.nextInt(20) == 0) {
        leave(reader);
      }
    }
    settle(reader);
    world.advance(Duration.ofSeconds(20));
    reader.readAll();
    assertThat(reader.view()).isEmpty();
  }

  private void leave(Reader reader) {
    reader.disconnect();
    if (random.nextBoolean()) {
      happen();
      world.advance(Duration.ofMillis(random.nextInt(100)));
    }
    reader.connect(anyServer());
  }

  private void settle(Reader reader) {
    world.cables().forEach(Cable::plugIn);
    world.advance(Duration.ofSeconds(8));
    reader.readAll();
    HerdServer server = anyServer();
    assertThat(reader.view()).isEqualTo(expected(reader, server));
  }

  private static Map<String, Report> expected(Reader reader, HerdServer server) {
    var expected = new TreeMap<String, Report>();
    server
        .reports()
        .forEach((client, report) -> {
          boolean lives = server.node().find(report.client()).isPresent();
          if (lives && passes(reader.filter(), report)) {
            expected.put(client, report);
          }
        });
    return expected;
  }

  /** By the words of the contract, once more. */
  private static boolean passes(Filter filter, Report report) {
    byte[] location = report.location().copy();
    Position at = Iso6709.parse(location, 0, location.length);
    boolean inside =
        filter.area().isEmpty()
            || (at.latitude() >= filter.area().get().south()
                && at.latitude() <= filter.area().get().north()
                && between(filter.area().get().west(), at.longitude(), filter.area().get().east()));
    return inside
        && (filter.clients().isEmpty()
            || filter.clients().contains(ByteBuffer.wrap(report.client().copy())))
        && filter.server().filter(name -> !name.equals(report.server().toString())).isEmpty();
  }

  private static boolean between(double west, double at, double east) {
    return west <= east ? west <= at && at <= east : at >= west || at <= east;
  }

  private void happen() {
    RecordingClient client = clients.get(random.nextInt(clients.size()));
    String id = "k" + random.nextInt(CLIENTS);
    if (random.nextInt(10) == 0) {
      byte[] bytes = id.getBytes(US_ASCII);
      HerdServer server = anyServer();
      server.node().forget(new Field(bytes, 0, bytes.length), (Forgetting _) -> {});
      server.node().endOfBatch();
    } else {
      client.say(
          "IAMAT %s %+d%+d %d\n"
              .formatted(id, random.nextInt(160) - 80, random.nextInt(340) - 170, ++updates));
      client.take();
    }
  }

  private Filter anyFilter() {
    Set<ByteBuffer> named =
        random.nextInt(3) > 0 ? Set.of() : Set.of(named(), ByteBuffer.wrap(new byte[] {'x'}));
    return new Filter(
        named,
        random.nextInt(3) > 0 ? Optional.empty() : Optional.of(anyArea()),
        random.nextInt(3) > 0 ? Optional.empty() : Optional.of(anyServer().name()));
  }

  private ByteBuffer named() {
    return ByteBuffer.wrap(("k" + random.nextInt(CLIENTS)).getBytes(US_ASCII));
  }

  private Area anyArea() {
    int south = random.nextInt(160) - 80;
    int west = random.nextInt(340) - 170;
    return new Area(south, west, south + random.nextInt(90 - south), random.nextInt(340) - 170);
  }

  private HerdServer anyServer() {
    return world.server(NAMES.get(random.nextInt(NAMES.size())));
  }
}

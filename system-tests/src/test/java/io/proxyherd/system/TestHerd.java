package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.journal.Disk;
import io.proxyherd.legacy.LegacyLink;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.Node;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.JournalFailure;
import io.proxyherd.ops.Means;
import io.proxyherd.ops.ReportDatabases;
import io.proxyherd.transport.BindFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A herd of real servers in this process, on ports that were free, for one test. */
final class TestHerd implements AutoCloseable {
  /** Finds nothing, at once. */
  static final PlaceFinder NO_PLACES =
      (_, answer) ->
          answer.accept(
              new NearbyAnswer.Found(
                  "{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}"
                      .getBytes(UTF_8)));

  private final Path dir;
  private final Herd herd;

  private TestHerd(Path dir, Herd herd) {
    this.dir = dir;
    this.herd = herd;
  }

  /** The standard five. Settings are such as {@code client.max-connections=3}. */
  static TestHerd ofFive(Path dir, String... settings) throws IOException, BindFailure {
    return ofFive(dir, NO_PLACES, settings);
  }

  static TestHerd ofFive(Path dir, PlaceFinder places, String... settings)
      throws IOException, BindFailure {
    return linked(dir, HerdConfig.standard().links(), places, settings);
  }

  /** Servers that the links name. */
  static TestHerd linked(Path dir, List<LinkConfig> links, PlaceFinder places, String... settings)
      throws IOException, BindFailure {
    return started(dir, yaml(links), places, settings);
  }

  /** The servers a and b, linked, on such disks. */
  static TestHerd onDisks(
      Path dir, UnaryOperator<Disk> disks, PlaceFinder places, String... settings)
      throws IOException, BindFailure {
    var means = new Means(places, disks, new CassandraDatabases(Map.of()));
    return started(dir, yaml(List.of(new LinkConfig("a", "b"))), means, settings);
  }

  /**
   * Alford and Ball, linked, with neighbours that others wrote.
   *
   * @param legacy lines of the file's section of that name
   */
  static TestHerd withLegacy(Path dir, String legacy, String... settings)
      throws IOException, BindFailure {
    String yaml = yaml(List.of(new LinkConfig("Alford", "Ball")));
    return started(dir, yaml + "legacy:\n" + legacy, NO_PLACES, settings);
  }

  /** The servers a and b, linked, that work with these means. */
  static TestHerd with(Path dir, Means means, String... settings) throws IOException, BindFailure {
    return started(dir, yaml(List.of(new LinkConfig("a", "b"))), means, settings);
  }

  /** The standard five, with a store of their reports; a setting must say which kind. */
  static TestHerd ofFive(Path dir, ReportDatabases databases, String... settings)
      throws IOException, BindFailure {
    var means = new Means(NO_PLACES, UnaryOperator.identity(), databases);
    return started(dir, yaml(HerdConfig.standard().links()), means, settings);
  }

  private static TestHerd started(Path dir, String yaml, PlaceFinder places, String... settings)
      throws IOException, BindFailure {
    return started(dir, yaml, Means.of(places), settings);
  }

  private static TestHerd started(Path dir, String yaml, Means means, String... settings)
      throws IOException, BindFailure {
    Path file = Files.writeString(dir.resolve("herd.yaml"), yaml);
    var environment = new HashMap<String, String>();
    environment.put("HERD_PEER_RECONNECT_MIN", "10 ms");
    environment.put("HERD_PEER_RECONNECT_MAX", "200 ms");
    for (String setting : settings) {
      String[] keyAndValue = setting.split("=", 2);
      environment.put(
          "HERD_" + keyAndValue[0].toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
          keyAndValue[1]);
    }
    HerdConfig config = ConfigLoader.load(Optional.of(file), environment);
    return new TestHerd(dir, Herd.start(config, config.servers(), means));
  }

  private static String yaml(List<LinkConfig> links) {
    return "servers:\n"
        + links.stream()
            .flatMap(link -> Stream.of(link.a(), link.b()))
            .distinct()
            .map(name -> "  " + name + ": {port: 0, peer-port: 0}\n")
            .collect(Collectors.joining())
        + "links:\n"
        + links.stream()
            .map(link -> "  - [" + link.a() + ", " + link.b() + "]\n")
            .collect(Collectors.joining());
  }

  /** Its servers' names. */
  List<String> names() {
    return herd.actualConfig().servers().stream().map(ServerConfig::name).toList();
  }

  /** A new client of that server. */
  TestClient client(String server) throws IOException {
    return new TestClient(herd.server(server).clientAddress());
  }

  /** Where that server's clients connect. */
  InetSocketAddress address(String server) {
    return herd.server(server).clientAddress();
  }

  /** A figure of that server's neighbour that others wrote. */
  long legacy(String server, String peer, ToLongFunction<LegacyLink> figure) {
    return herd.server(server)
        .server()
        .ask(node ->
            node.legacy().links().stream()
                .filter(link -> link.name().equals(peer))
                .mapToLong(figure)
                .findFirst()
                .orElseThrow())
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  /** A new connection to that server's port for peers. */
  TestClient intruder(String server) throws IOException {
    return new TestClient(herd.server(server).peerAddress());
  }

  /** Where that server answers HTTP. */
  InetSocketAddress http(String server) {
    return herd.server(server).httpAddress().orElseThrow();
  }

  void stop(String server) {
    herd.stop(server);
  }

  void start(String server) throws BindFailure, JournalFailure {
    herd.start(server);
  }

  /** How many clients a server knows of. */
  int known(String server) {
    return ask(server, node -> node.store().size());
  }

  /** How many clients are connected to a server. */
  int connected(String server) {
    return herd.server(server).server().connectedClients();
  }

  private int ask(String server, Function<Node, Integer> question) {
    return herd.server(server).server().ask(question).orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Waits until every server has all the links it shall have. */
  TestHerd isLinked() {
    HerdConfig config = herd.actualConfig();
    for (String name : names()) {
      Eventually.await()
          .untilAsserted(() ->
              assertThat(ask(name, node -> node.neighbourhood().links().size()))
                  .as("links of %s", name)
                  .isEqualTo(config.neighbours(name).size()));
    }
    return this;
  }

  /** Tells a server where a client is, and answers the AT line. */
  String hears(String server, String iamat) throws IOException {
    try (var client = client(server)) {
      return client.says(iamat).hears();
    }
  }

  /** Waits until these servers answer WHATSAT with this AT line. */
  void isKnownAt(List<String> servers, String client, String at) throws IOException {
    for (String server : servers) {
      try (var asking = client(server)) {
        Eventually.await()
            .untilAsserted(
                () -> assertThat(asking.asksFor(client)).as("WHATSAT at %s", server).isEqualTo(at));
      }
    }
  }

  /** Keeps the thread that does that server's work from everything, until it is closed. */
  Holdup holdUp(String server) {
    var end = new CountDownLatch(1);
    herd.server(server).server().tell(_ -> await(end));
    return end::countDown;
  }

  /** What holds a server up until it is closed. */
  interface Holdup extends AutoCloseable {
    @Override
    void close();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The lines of that server's log, so far. */
  List<String> log(String server) {
    try {
      return Files.readAllLines(dir.resolve("herd-data/log/" + server + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    herd.close();
  }
}

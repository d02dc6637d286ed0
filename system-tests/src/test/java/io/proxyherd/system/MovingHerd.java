package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.command.Field;
import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.mirror.Mirror;
import io.proxyherd.node.Forgetting;
import io.proxyherd.node.Node;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.Means;
import io.proxyherd.ops.ReportDatabases;
import io.proxyherd.store.StoreHealth;
import io.proxyherd.transport.HerdServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Five servers, each on its own, that can be started again with their reports kept elsewhere. */
final class MovingHerd implements AutoCloseable {
  private static final int PORTS_EACH = 3;

  /** A real database on a busy machine may take that long. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path file;
  private final Means means;
  private final Map<String, Herd> running = new LinkedHashMap<>();
  private final Map<String, String> settings;
  private final HerdConfig config;

  /** All keep their reports in the herd. */
  MovingHerd(Path dir, ReportDatabases databases) throws Exception {
    this(dir, databases, Map.of());
  }

  /**
   * The same with such settings.
   *
   * @param settings as variables of the environment
   */
  MovingHerd(Path dir, ReportDatabases databases, Map<String, String> settings) throws Exception {
    this.settings = settings;
    means = new Means(TestHerd.NO_PLACES, UnaryOperator.identity(), databases);
    file = Files.writeString(dir.resolve("herd.yaml"), yaml(dir));
    config = config("herd");
    for (String name : names()) {
      start(name, "herd");
    }
  }

  private static String yaml(Path dir) throws IOException {
    HerdConfig standard = HerdConfig.standard();
    List<Integer> ports = freePorts(PORTS_EACH * standard.servers().size());
    var yaml = new StringBuilder("data-dir: " + dir.resolve("data") + "\nservers:\n");
    for (int i = 0; i < standard.servers().size(); i++) {
      yaml.append(
          "  %s: {port: %d, peer-port: %d, http-port: %d}\n"
              .formatted(
                  standard.servers().get(i).name(),
                  ports.get(PORTS_EACH * i),
                  ports.get(PORTS_EACH * i + 1),
                  ports.get(PORTS_EACH * i + 2)));
    }
    return standard.links().stream()
        .map(link -> "  - [" + link.a() + ", " + link.b() + "]\n")
        .collect(Collectors.joining("", yaml + "links:\n", ""));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      var socket = new ServerSocket(0);
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private HerdConfig config(String store) {
    var environment = new HashMap<>(settings);
    environment.put("HERD_STORE", store);
    environment.put("HERD_PEER_RECONNECT_MIN", "10 ms");
    environment.put("HERD_PEER_RECONNECT_MAX", "200 ms");
    return ConfigLoader.load(Optional.of(file), environment);
  }

  HerdConfig config() {
    return config;
  }

  List<String> names() {
    return config.servers().stream().map(ServerConfig::name).toList();
  }

  /** Where clients connect, whether anybody is there or not. */
  List<InetSocketAddress> addresses() {
    return config.servers().stream()
        .map(server -> new InetSocketAddress(server.host(), server.port()))
        .toList();
  }

  /** Stops a server. */
  void stop(String name) {
    Herd stopped = running.remove(name);
    if (stopped != null) {
      stopped.close();
    }
  }

  /** Stops a server, and starts it with its reports kept there. */
  void restart(String name, String store) throws Exception {
    stop(name);
    start(name, store);
  }

  private void start(String name, String store) throws Exception {
    HerdConfig changed = config(store);
    ServerConfig server = changed.server(name).orElseThrow();
    running.put(name, Herd.start(changed, List.of(server), means));
  }

  /**
   * Waits until all can use the database, those that are linked know the same, and nobody owes the
   * database anything.
   */
  void comesToRest() {
    Eventually.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var digests = new TreeMap<String, Long>();
          for (String name : names()) {
            if (ask(name, MovingHerd::isAtRest)) {
              digests.put(name, ask(name, node -> linked(node) ? node.store().digest() : 0L));
            } else {
              digests.put(name, -1L);
            }
          }
          assertThat(digests).doesNotContainValue(-1L);
          assertThat(digests.values().stream().filter(digest -> digest != 0).distinct().count())
              .as("%s", digests)
              .isLessThanOrEqualTo(1);
        });
  }

  /** Waits until all know the same; the digest of that. */
  long comesToOneDigest() {
    comesToRest();
    return ask(names().getFirst(), node -> node.store().digest());
  }

  /** Makes the first server, and by it the others, forget a client. */
  void forgets(String client) {
    byte[] name = client.getBytes(US_ASCII);
    var outcome = new CompletableFuture<Forgetting>();
    var _ =
        ask(
            names().getFirst(),
            node -> {
              node.forget(new Field(name, 0, name.length), outcome::complete);
              node.endOfBatch();
              return true;
            });
    assertThat(outcome.join()).isEqualTo(Forgetting.FORGOTTEN);
  }

  private static boolean isAtRest(Node node) {
    return node.mirror().map(Mirror::isEven).orElse(true)
        && node.reports().health().state() == StoreHealth.State.UP;
  }

  private static boolean linked(Node node) {
    return !node.neighbourhood().links().isEmpty();
  }

  private <T> T ask(String name, Function<Node, T> question) {
    HerdServer server = Objects.requireNonNull(running.get(name), name).server(name).server();
    return server.ask(question).join();
  }

  @Override
  public void close() {
    running.values().forEach(Herd::close);
  }
}

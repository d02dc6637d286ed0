package io.proxyherd.system;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.LinkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Servers in processes of their own, with a {@link FaultProxy} on every link: the one who dials has
 * a configuration in which the other's peer port is the proxy's.
 */
final class ProcessHerd implements AutoCloseable {
  private record Ports(int clients, int peers, int http) {}

  private static final int QUESTIONS_AT_A_TIME = 100;

  private final Path dir;
  private final String settings;
  private final Map<String, Ports> ports = new TreeMap<>();
  private final Map<LinkConfig, FaultProxy> proxies = new LinkedHashMap<>();
  private final Map<String, HerdProcess> processes = new TreeMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Servers that the links name; none is started yet.
   *
   * @param dir for what they keep and say
   * @param settings lines of the configuration beside servers and links
   */
  ProcessHerd(Path dir, List<LinkConfig> links, String settings) throws IOException {
    this.dir = dir;
    this.settings = settings;
    for (LinkConfig link : links) {
      for (String server : List.of(link.a(), link.b())) {
        ports.computeIfAbsent(
            server,
            _ -> new Ports(HerdProcess.freePort(), HerdProcess.freePort(), HerdProcess.freePort()));
      }
      proxies.put(link, new FaultProxy(loopback(ports(dialled(link)).peers())));
    }
    for (String server : names()) {
      Files.writeString(config(server), yaml(server));
    }
  }

  /** Its servers' names. */
  List<String> names() {
    return List.copyOf(ports.keySet());
  }

  /** The process of that server, which is there. */
  HerdProcess process(String server) {
    return Optional.ofNullable(processes.get(server)).orElseThrow();
  }

  /** Those whose process is there. */
  List<String> running() {
    return List.copyOf(processes.keySet());
  }

  /** Where that server answers HTTP. */
  InetSocketAddress http(String server) {
    return loopback(ports(server).http());
  }

  /** Where clients find that server. */
  InetSocketAddress clients(String server) {
    return loopback(ports(server).clients());
  }

  /** How a server is, in its own words ({@code GET /v1/server}); nothing if it does not answer. */
  Optional<JsonNode> state(String server) throws InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + ports(server).http() + "/v1/server");
    try {
      String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      return Optional.of(new JsonMapper().readTree(body));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The digest of all that a server has. */
  String digest(String server) throws InterruptedException {
    return state(server).map(state -> state.at("/digest").asString()).orElse("no answer");
  }

  /** What stands on the links, in their order. */
  List<FaultProxy> proxies() {
    return List.copyOf(proxies.values());
  }

  /** Starts a server's process, and does not wait for it. */
  void start(String server) throws IOException {
    Path said = Files.createDirectories(dir.resolve("said").resolve(server));
    processes.put(
        server,
        new HerdProcess(said, Map.of(), "serve", server, "--config", config(server).toString()));
  }

  /** {@code kill -9}. */
  void kill(String server) {
    process(server).close();
    var _ = processes.remove(server);
  }

  /** None has ended but those that were killed. */
  void isRunning() {
    processes.values().forEach(HerdProcess::isRunning);
  }

  /** Heals all links, starts who is not there, and waits until all are up. */
  void heal() throws IOException {
    proxies.values().forEach(FaultProxy::heal);
    for (String server : names()) {
      if (!processes.containsKey(server)) {
        start(server);
      }
    }
    processes.forEach((server, process) -> process.says("^" + server + " is up"));
  }

  /** The AT line that a server answers for each of the clients, or its complaint. */
  List<String> answers(String server, List<String> clients) throws IOException {
    try (var asking = new TestClient(clients(server))) {
      var answers = new ArrayList<String>();
      for (int from = 0; from < clients.size(); from += QUESTIONS_AT_A_TIME) {
        int to = Math.min(clients.size(), from + QUESTIONS_AT_A_TIME);
        answers.addAll(asking.asksForAll(clients.subList(from, to)));
      }
      return answers;
    }
  }

  @Override
  public void close() throws IOException {
    processes.values().forEach(HerdProcess::close);
    http.shutdownNow();
    for (FaultProxy proxy : proxies.values()) {
      proxy.close();
    }
  }

  private Path config(String server) {
    return dir.resolve(server + ".yaml");
  }

  private Ports ports(String server) {
    return Optional.ofNullable(ports.get(server)).orElseThrow();
  }

  private String yaml(String reader) {
    return "servers:\n"
        + names().stream()
            .map(server ->
                "  %s: {port: %d, peer-port: %d, http-port: %d}\n"
                    .formatted(
                        server,
                        ports(server).clients(),
                        peerPort(reader, server),
                        ports(server).http()))
            .collect(joining())
        + "links:\n"
        + proxies.keySet().stream()
            .map(link -> "  - [%s, %s]\n".formatted(link.a(), link.b()))
            .collect(joining())
        + settings;
  }

  /** Where one server finds the other's port for peers. */
  private int peerPort(String reader, String server) {
    return proxies.entrySet().stream()
        .filter(proxy -> dialler(proxy.getKey()).equals(reader))
        .filter(proxy -> dialled(proxy.getKey()).equals(server))
        .map(proxy -> proxy.getValue().address().getPort())
        .findFirst()
        .orElse(ports(server).peers());
  }

  private static String dialler(LinkConfig link) {
    return link.a().compareTo(link.b()) < 0 ? link.a() : link.b();
  }

  private static String dialled(LinkConfig link) {
    return dialler(link).equals(link.a()) ? link.b() : link.a();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

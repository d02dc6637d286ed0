package io.proxyherd.system;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The standard five servers, each a process of its own, linked through a {@link FaultProxy} each:
 * the one who dials has a configuration in which the other's peer port is the proxy's.
 */
final class ChaosHerd implements AutoCloseable {
  private final Path dir;
  private final String settings;
  // With the ports that the servers really have.
  private final HerdConfig herd =
      HerdConfig.standard()
          .withServers(HerdConfig.standard().servers().stream().map(ChaosHerd::moved).toList());
  private final Map<LinkConfig, FaultProxy> proxies = new LinkedHashMap<>();
  private final Map<String, HerdProcess> processes = new TreeMap<>();

  /**
   * @param dir for what the servers keep and say
   * @param settings lines of the configuration beside servers and links
   */
  ChaosHerd(Path dir, String settings) throws IOException {
    this.dir = dir;
    this.settings = settings;
    for (LinkConfig link : herd.links()) {
      int port = server(dialled(link)).peerPort();
      proxies.put(link, new FaultProxy(loopback(port)));
    }
    for (String server : names()) {
      Files.writeString(config(server), yaml(server));
    }
  }

  private static ServerConfig moved(ServerConfig server) {
    return new ServerConfig(
        server.name(), server.host(), HerdProcess.freePort(), HerdProcess.freePort());
  }

  /** Its servers' names. */
  List<String> names() {
    return herd.servers().stream().map(ServerConfig::name).toList();
  }

  /** Those whose process is there. */
  List<String> running() {
    return List.copyOf(processes.keySet());
  }

  /** Where clients find that server. */
  InetSocketAddress clients(String server) {
    return loopback(server(server).port());
  }

  /** What stands on the links. */
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
    Optional.ofNullable(processes.remove(server)).orElseThrow().close();
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

  /** What that server answers for each of the numbered clients, or its complaint. */
  List<String> answers(String server) throws IOException {
    try (var asking = new TestClient(clients(server))) {
      var answers = new ArrayList<String>();
      for (int i = 0; i < NumberedReport.CLIENTS; i++) {
        answers.add(asking.asksFor(NumberedReport.client(i)));
      }
      return answers;
    }
  }

  @Override
  public void close() throws IOException {
    processes.values().forEach(HerdProcess::close);
    for (FaultProxy proxy : proxies.values()) {
      proxy.close();
    }
  }

  private Path config(String server) {
    return dir.resolve(server + ".yaml");
  }

  private ServerConfig server(String name) {
    return herd.server(name).orElseThrow();
  }

  private String yaml(String reader) {
    return "servers:\n"
        + herd.servers().stream()
            .map(server ->
                "  %s: {port: %d, peer-port: %d}\n"
                    .formatted(server.name(), server.port(), peerPort(reader, server)))
            .collect(joining())
        + "links:\n"
        + herd.links().stream()
            .map(link -> "  - [%s, %s]\n".formatted(link.a(), link.b()))
            .collect(joining())
        + settings;
  }

  /** Where one server finds the other's port for peers. */
  private int peerPort(String reader, ServerConfig server) {
    return proxies.entrySet().stream()
        .filter(proxy -> dialler(proxy.getKey()).equals(reader))
        .filter(proxy -> dialled(proxy.getKey()).equals(server.name()))
        .map(proxy -> proxy.getValue().address().getPort())
        .findFirst()
        .orElse(server.peerPort());
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

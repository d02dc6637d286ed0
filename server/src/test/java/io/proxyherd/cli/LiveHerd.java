package io.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.ops.Herd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A herd of two, A and B, in this process, and the file by which commands find it. */
final class LiveHerd implements AutoCloseable {
  private static final PlaceFinder NO_PLACES =
      (_, answer) -> answer.accept(new NearbyAnswer.Found("{}".getBytes(UTF_8)));

  private final Herd herd;
  private final Path file;

  private LiveHerd(Herd herd, Path file) {
    this.herd = herd;
    this.file = file;
  }

  /** Starts it, with its data in that directory, and waits until both are linked and ready. */
  static LiveHerd start(Path dir) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("start.yaml"), "servers: {A: {port: 0}, B: {port: 0}}\nlinks: [[A, B]]\n");
    Map<String, String> variables =
        Map.of("HERD_PEER_RECONNECT_MIN", "10 ms", "HERD_PEER_RECONNECT_MAX", "100 ms");
    HerdConfig config = ConfigLoader.load(Optional.of(file), variables);
    var live = new LiveHerd(Herd.start(config, NO_PLACES), dir.resolve("herd.yaml"));
    live.herd.ready().join();
    live.writeFile();
    return live;
  }

  private void writeFile() throws IOException {
    var yaml = new StringBuilder("servers:\n");
    for (ServerConfig server : herd.actualConfig().servers()) {
      yaml.append(
          "  %s: {port: %d, peer-port: %d, http-port: %d}\n"
              .formatted(
                  server.name(),
                  server.port(),
                  server.peerPort(),
                  server.http().orElseThrow().port()));
    }
    Files.writeString(file, yaml + "links: [[A, B]]\n");
  }

  Herd herd() {
    return herd;
  }

  String file() {
    return file.toString();
  }

  /** Where that server answers HTTP. */
  String http(String server) {
    return herd.actualConfig().server(server).orElseThrow().http().orElseThrow().toString();
  }

  /** Says the lines to a server; what it replies. */
  String say(String server, String... lines) {
    var args = new String[lines.length + 2];
    args[0] = "send";
    args[1] = herd.actualConfig().server(server).orElseThrow().clientAddress().toString();
    System.arraycopy(lines, 0, args, 2, lines.length);
    return Ran.herd(args).out();
  }

  /** Waits until the command ends well. */
  Ran runUntilWell(String... args) {
    return Awaitility.await().until(() -> Ran.herd(args), ran -> ran.exitCode() == 0);
  }

  @Override
  public void close() {
    herd.close();
  }
}

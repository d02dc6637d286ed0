package io.proxyherd.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.journal.Disk;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.Means;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose disk does not sync stops itself, and the command says so. */
@Timeout(60)
final class FailStopTest {
  private static final String WHY =
      " stopped itself: journal: sync failed: Input/output error"
          + " (nobody knows what the disk holds; check it)";

  // Shared: the index of the places is built there once.
  @TempDir private static Path dir;

  private final List<DiskWithoutSync> disks = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
  private final CompletableFuture<Herd> started = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(strings = {"async", "sync"})
  void theOthersGoOnUntilNoneIsLeft(String durability) throws Exception {
    CompletableFuture<Integer> exitCode = run(config(durability));
    Herd herd = started.get(60, SECONDS);
    disks.get(0).fails();
    // Acknowledged is only what is kept, and with sync that is what was synced.
    assertThat(reply(herd, "Ann", "IAMAT kiwi-" + durability + " +1-2 3"))
        .startsWith(durability.equals("sync") ? "" : "AT Ann ")
        .hasLineCount(durability.equals("sync") ? 0 : 1);
    assertThat(err.take()).isEqualTo("herd: Ann" + WHY + "; 1 goes on");
    assertThat(reply(herd, "Bob", "IAMAT emu-" + durability + " +1-2 3")).startsWith("AT Bob ");
    assertThat(exitCode).isNotDone();

    disks.get(1).fails();
    var _ = reply(herd, "Bob", "IAMAT emu-" + durability + " +1-2 4");
    assertThat(err.take()).isEqualTo("herd: Bob" + WHY);
    assertThat(exitCode.get(60, SECONDS)).isEqualTo(3);
    assertThat(Files.readString(dir.resolve("data/log/Bob.log")))
        .contains(" error this server" + WHY.replace("stopped", "stops"))
        .endsWith("stopped\n");
  }

  private HerdConfig config(String durability) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("herd.yaml"),
            """
            data-dir: data
            servers:
              Ann: {port: 0, peer-port: 0}
              Bob: {port: 0, peer-port: 0}
            links:
              - [Ann, Bob]
            journal: {durability: %s, sync-interval: 10 ms}
            """
                .formatted(durability));
    return ConfigLoader.load(Optional.of(file), Map.of());
  }

  private CompletableFuture<Integer> run(HerdConfig config) {
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream()),
            new Lines());
    return CompletableFuture.supplyAsync(
        () ->
            Running.untilStopped(
                console,
                config,
                Company.none(config),
                places ->
                    Herd.start(
                        config,
                        config.servers(),
                        new Means(places, this::disk, new CassandraDatabases(Map.of()))),
                (herd, _) -> started.complete(herd)),
        task -> Thread.ofVirtual().start(task));
  }

  private Disk disk(Disk files) {
    var disk = new DiskWithoutSync(files);
    disks.add(disk);
    return disk;
  }

  /** What comes back until the server closes the connection. */
  private static String reply(Herd herd, String server, String line) throws IOException {
    ServerConfig config = herd.actualConfig().server(server).orElseThrow();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), config.port())) {
      socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /** The lines that are printed. */
  private final class Lines extends PrintStream {
    Lines() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void println(String line) {
      err.add(line);
    }
  }
}

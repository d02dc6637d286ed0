package io.proxyherd.system;

import io.proxyherd.config.LinkConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What readers of streams cost a server: none, one that reads 1 kB a second, and 1,000 that read as
 * fast as they can. No test (its name keeps it out of {@code mvn verify}), but figures:
 *
 * <pre>mvn verify -Dtest=StreamFigures -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
final class StreamFigures {
  private static final int SECONDS = Integer.getInteger("figures.seconds", 30);
  private static final int READERS = Integer.getInteger("figures.readers", 1000);
  private static final int CLIENTS = 10_000;
  private static final int MANY_UPDATES_PER_SECOND = 10_000;
  private static final int FEW_UPDATES_PER_SECOND = 100;
  private static final int SLOW_BYTES_PER_SECOND = 1000;
  private static final byte[] POSITION = "event: position".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path dir;

  @Test
  void measure() throws Exception {
    for (int readers : new int[] {0, 1}) {
      try (var herd = herd("slow" + readers)) {
        slow(herd, readers);
      }
    }
    for (int readers : new int[] {0, READERS}) {
      try (var herd = herd("many" + readers)) {
        many(herd, readers);
      }
    }
  }

  private ProcessHerd herd(String name) throws Exception {
    var links = List.of(new LinkConfig("Alford", "Ball"));
    var herd =
        new ProcessHerd(Files.createDirectory(dir.resolve(name)), links, "log: {level: info}\n");
    herd.heal();
    return herd;
  }

  private static void slow(ProcessHerd herd, int readers) throws Exception {
    HerdProcess alford = herd.process("Alford");
    try (var load = new UpdateLoad(herd.clients("Alford"), CLIENTS, MANY_UPDATES_PER_SECOND)) {
      var slow = new ArrayList<SlowReader>();
      for (int i = 0; i < readers; i++) {
        slow.add(new SlowReader(herd.http("Alford")));
      }
      long startNanos = System.nanoTime();
      long before = load.acknowledged();
      for (int second = 1; second <= SECONDS; second++) {
        for (SlowReader reader : slow) {
          reader.input().readNBytes(SLOW_BYTES_PER_SECOND);
        }
        while (System.nanoTime() - startNanos < second * 1_000_000_000L) {
          LockSupport.parkNanos(10_000_000);
        }
        if (second % Math.max(1, SECONDS / 6) == 0) {
          System.out.printf(
              "slow readers %d, after %3d s: %6.0f updates/s, live heap %5.1f MiB, RSS %4d MiB%n",
              readers,
              second,
              (load.acknowledged() - before) / seconds(startNanos),
              ProcessMemory.liveBytes(alford) / (double) (1 << 20),
              ProcessMemory.rssKib(alford) / 1024);
        }
      }
      for (SlowReader reader : slow) {
        reader.close();
      }
    }
  }

  private static void many(ProcessHerd herd, int readers) throws Exception {
    HerdProcess alford = herd.process("Alford");
    try (var selector = Selector.open();
        var load = new UpdateLoad(herd.clients("Alford"), CLIENTS, FEW_UPDATES_PER_SECOND)) {
      for (int i = 0; i < readers; i++) {
        connect(herd.http("Alford"), selector);
      }
      var buffer = ByteBuffer.allocate(1 << 16);
      long positions = 0;
      long bytes = 0;
      long cpu = ProcessMemory.cpuTicks(alford);
      long before = load.acknowledged();
      long startNanos = System.nanoTime();
      while (seconds(startNanos) < SECONDS) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          int read = ((SocketChannel) key.channel()).read(buffer.clear());
          positions += count(buffer.flip());
          bytes += Math.max(0, read);
        }
        selector.selectedKeys().clear();
      }
      double elapsed = seconds(startNanos);
      System.out.printf(
          "readers %4d: %6.0f updates/s, %8.0f events/s, %6.1f MB/s, Alford: %5.1f %% of a"
              + " processor, live heap %5.1f MiB, RSS %4d MiB%n",
          readers,
          (load.acknowledged() - before) / elapsed,
          positions / elapsed,
          bytes / elapsed / 1e6,
          (ProcessMemory.cpuTicks(alford) - cpu) / elapsed,
          ProcessMemory.liveBytes(alford) / (double) (1 << 20),
          ProcessMemory.rssKib(alford) / 1024);
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
    }
  }

  private static void connect(InetSocketAddress server, Selector selector) throws IOException {
    var channel = SocketChannel.open(server);
    var request = "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    var _ = channel.register(selector, SelectionKey.OP_READ);
  }

  /** How many events; one that is cut in two is not counted. */
  private static int count(ByteBuffer text) {
    int count = 0;
    for (int at = 0; at + POSITION.length <= text.limit(); at++) {
      int same = 0;
      while (same < POSITION.length && text.get(at + same) == POSITION[same]) {
        same++;
      }
      count += same == POSITION.length ? 1 : 0;
    }
    return count;
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}

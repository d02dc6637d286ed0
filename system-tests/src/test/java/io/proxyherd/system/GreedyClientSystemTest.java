package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.PlaceFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send and send, or never read, cost little memory and nobody else's time. */
@Timeout(120)
final class GreedyClientSystemTest {
  private static final long MIB = 1 << 20;
  private static final int ENDLESS_LINE_MIB = 1024;

  @TempDir private Path dir;

  @Test
  void aLineWithoutEndCostsNoMemory() throws Exception {
    try (var herd = TestHerd.ofFive(dir);
        var greedy = herd.client("Alford");
        var modest = herd.client("Alford")) {
      modest.says("IAMAT modest +1-2 3").hears();
      long heapBefore = heapBytes();
      long directBefore = directBytes();
      byte[] piece = "x".repeat((int) MIB).getBytes(ISO_8859_1);
      for (int i = 0; i < ENDLESS_LINE_MIB; i++) {
        greedy.sends(piece);
        if (i % 32 == 0) {
          assertThat(modest.asksFor("modest")).startsWith("AT Alford ");
          assertThat(directBytes() - directBefore).as("direct memory").isLessThan(16 * MIB);
        }
      }
      assertThat(heapBytes() - heapBefore).as("heap").isLessThan(16 * MIB);
      assertThat(greedy.says("").hears()).isEqualTo("? " + "x".repeat(64));
      assertThat(greedy.asksFor("modest")).startsWith("AT Alford ");
    }
  }

  @Test
  void whoeverNeverReadsIsHeldBackAndThenDisconnected() throws Exception {
    try (var herd = TestHerd.ofFive(dir, manyPlaces(), "client.idle-timeout=1 s");
        var greedy = herd.client("Alford")) {
      greedy.says("IAMAT greedy +1-2 3").hears();
      long directBefore = directBytes();
      var sending = CompletableFuture.runAsync(() -> sendUntilRefused(greedy));
      try (var modest = herd.client("Alford")) {
        for (int i = 0; !sending.isDone(); i++) {
          assertThat(modest.says("IAMAT modest +1-2 " + i).hears()).startsWith("AT Alford ");
          assertThat(modest.asksFor("modest")).startsWith("AT Alford ");
          assertThat(directBytes() - directBefore).as("direct memory").isLessThan(64 * MIB);
        }
      }
    }
  }

  /** The end of a client's side must not make the server take all that the client sent before. */
  @Test
  void whoeverEndsItsSideAndDoesNotReadIsHeldBackAsWell() throws Exception {
    var asked = new AtomicInteger();
    PlaceFinder counting =
        (query, answer) -> {
          asked.incrementAndGet();
          manyPlaces().find(query, answer);
        };
    try (var herd = TestHerd.ofFive(dir, counting);
        var greedy = herd.client("Alford");
        var modest = herd.client("Alford")) {
      greedy.says("IAMAT greedy +1-2 3").hears();
      int count = 30_000;
      greedy.sends("WHATSAT greedy 1 1\n".repeat(count) + "? \n".repeat(10) + "the last");
      greedy.endsItsSide();
      for (int i = 0; i < 100; i++) {
        modest.says("IAMAT modest +1-2 " + i).hears();
      }
      assertThat(asked.get()).as("lookups for a client that does not read").isLessThan(count / 2);
      for (int i = 0; i < count; i++) {
        assertThat(greedy.hears()).startsWith("AT Alford ");
        assertThat(greedy.hearsPlaces()).contains("OK");
      }
      for (int i = 0; i < 10; i++) {
        assertThat(greedy.hears()).isEqualTo("? ? ");
      }
      assertThat(greedy.hears()).isEqualTo("? the last");
      greedy.hearsTheEnd();
    }
  }

  private static void sendUntilRefused(TestClient greedy) {
    byte[] piece = "WHATSAT greedy 1 1\n".repeat(1_000).getBytes(ISO_8859_1);
    try {
      for (int i = 0; i < 100_000; i++) {
        greedy.sends(piece);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("Broken pipe|.*reset.*");
      return;
    }
    throw new AssertionError("the server took 100,000,000 commands without a reader");
  }

  private static PlaceFinder manyPlaces() {
    byte[] json =
        ("{\"html_attributions\":[],\"results\":[" + " ".repeat(2_000) + "],\"status\":\"OK\"}")
            .getBytes(ISO_8859_1);
    return (_, answer) -> answer.accept(new NearbyAnswer.Found(json));
  }

  private static long directBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  private static long heapBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

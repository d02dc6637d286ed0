package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlaceFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines through real sockets: cut anywhere, many at once, and answered in order. */
@Timeout(120)
final class LineSystemTest {
  private static final String KIWI = "IAMAT kiwi +34.068930-118.445127 1479413884.392014450";

  @TempDir private Path dir;

  /** A turn has a millisecond for lookups: the second of these has to wait for one elsewhere. */
  @Test
  void whatCanBeLookedUpAtOnceIsUnlessItWouldHoldUpOthers() throws Exception {
    var slowAtOnce = new SlowAtOnce();
    try (var herd = TestHerd.ofFive(dir, slowAtOnce);
        var client = herd.client("Alford")) {
      client.says("IAMAT kiwi +1-2 1").hears();
      client.says("WHATSAT kiwi 1 1").hears();
      assertThat(client.hears()).isEqualTo("{\"now\":1}");
      client.hears();
      client.sends("WHATSAT kiwi 1 1\nWHATSAT kiwi 1 1\n").hears();
      assertThat(client.hears()).isEqualTo("{\"now\":2}");
      client.hears();
      client.hears();
      assertThat(client.hears()).isEqualTo("{\"elsewhere\":1}");
    }
  }

  private static final class SlowAtOnce implements PlaceFinder {
    private int now;
    private int elsewhere;

    @Override
    public Optional<byte[]> findNow(NearbyQuery query) {
      long end = System.nanoTime() + 2_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return Optional.of("{\"now\":%d}".formatted(++now).getBytes(ISO_8859_1));
    }

    @Override
    public void find(NearbyQuery query, Consumer<NearbyAnswer> answer) {
      answer.accept(
          new NearbyAnswer.Found("{\"elsewhere\":%d}".formatted(++elsewhere).getBytes(ISO_8859_1)));
    }
  }

  @Test
  void tenThousandMixedCommandsAreAnsweredInOrder() throws Exception {
    try (var threads = Executors.newScheduledThreadPool(2);
        var herd = TestHerd.ofFive(dir, late(threads));
        var client = herd.client("Alford")) {
      var script = new StringBuilder();
      var expected = new ArrayList<String>();
      for (int i = 0; i < 10_000; i++) {
        switch (i % 4) {
          case 0 -> script.append("IAMAT c").append(i).append(" +1-2 ").append(i).append('\n');
          case 1 -> script.append("WHATSAT c").append(i - 1).append(" 1 1\n");
          case 2 -> script.append("\r\n\nnonsense ").append(i).append('\n');
          default -> script.append("WHATSAT nobody").append(i).append(" 1 1\r\n");
        }
        expected.add(
            switch (i % 4) {
              case 0 -> "AT Alford .* c" + i + " \\+1-2 " + i;
              case 1 -> "AT Alford .* c" + (i - 1) + " \\+1-2 " + (i - 1);
              case 2 -> "\\? nonsense " + i;
              default -> "\\? WHATSAT nobody" + i + " 1 1\r";
            });
      }
      var sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.sends(script.toString()).endsItsSide();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              threads);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(client.hears()).matches(expected.get(i));
        if (i % 4 == 1) {
          assertThat(client.hearsPlaces()).contains("ZERO_RESULTS");
        }
      }
      client.hearsTheEnd();
      sent.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aByteAtATimeIsAsGoodAsALine() throws Exception {
    try (var herd = TestHerd.ofFive(dir);
        var client = herd.client("Ball")) {
      for (byte b : (KIWI + "\r\n").getBytes(ISO_8859_1)) {
        client.sends(new byte[] {b});
      }
      String at = client.hears();
      assertThat(at).matches("AT Ball \\+\\d+\\.\\d{9} " + KIWI.substring(6).replace("+", "\\+"));
      assertThat(client.asksFor("kiwi")).isEqualTo(at);
    }
  }

  @Test
  void whatIsLeftWhenTheClientEndsItsSideIsACommand() throws Exception {
    try (var herd = TestHerd.ofFive(dir);
        var client = herd.client("Ball")) {
      String at = client.sends(KIWI).endsItsSide().hears();
      assertThat(at).startsWith("AT Ball ");
      client.hearsTheEnd();
    }
  }

  @Test
  void aReplyThatStillWaitsForPlacesComesAfterTheClientEndedItsSide() throws Exception {
    try (var threads = Executors.newScheduledThreadPool(1);
        var herd = TestHerd.ofFive(dir, late(threads));
        var client = herd.client("Ball")) {
      String at = client.says(KIWI).says("WHATSAT kiwi 1 1").endsItsSide().hears();
      assertThat(client.hears()).isEqualTo(at);
      assertThat(client.hearsPlaces()).contains("ZERO_RESULTS");
      client.hearsTheEnd();
    }
  }

  /** More than may wait at a time, and the end comes when the server reads no more. */
  @Test
  void noReplyIsLostWhenTheServerHeldBackAndTheClientEndedItsSide() throws Exception {
    try (var threads = Executors.newScheduledThreadPool(1);
        var herd = TestHerd.ofFive(dir, late(threads), "client.max-pending-replies=2");
        var client = herd.client("Ball")) {
      client.says(KIWI).hears();
      client.sends("WHATSAT kiwi 1 1\n".repeat(5_000) + "the last").endsItsSide();
      for (int i = 0; i < 5_000; i++) {
        assertThat(client.hears()).as("reply %s", i).startsWith("AT Ball ");
        assertThat(client.hearsPlaces()).contains("ZERO_RESULTS");
      }
      assertThat(client.hears()).isEqualTo("? the last");
      client.hearsTheEnd();
    }
  }

  @Test
  void aClientCannotForgeAReport() throws Exception {
    try (var herd = TestHerd.ofFive(dir);
        var client = herd.client("Ball")) {
      String forged = "AT Alford +0.263873386 kiwi +34.068930-118.445127 1479413884.392014450";
      assertThat(client.says(forged).hears()).isEqualTo("? " + forged);
      assertThat(client.asksFor("kiwi")).startsWith("? ");
      assertThat(herd.known("Ball")).isZero();
    }
  }

  /** Answers some milliseconds later. */
  private static PlaceFinder late(ScheduledExecutorService threads) {
    return (query, answer) -> {
      var _ =
          threads.schedule(() -> TestHerd.NO_PLACES.find(query, answer), 2, TimeUnit.MILLISECONDS);
    };
  }
}

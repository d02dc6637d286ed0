package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of what a peer does not take, little grows old on its way: the rest waits in the ring. */
@Timeout(120)
final class SlowPeerSystemTest {
  private static final int CLIENTS = 2_000;
  private static final int ROUNDS_READ = 30;
  private static final int ROUNDS_UNREAD = 60;
  // Of some 12 MB: a round of all clients, the buffers of the sender and those of this end, which
  // the system may have grown to 2 MB. A sender that leaves its own to the system has 4.7 MB here.
  private static final int MOST_BYTES_WAITING = 3 << 20;

  @TempDir private Path dir;

  @Test
  void theNewestReportsAreNotBehindAllThatWereBefore() throws Exception {
    var links = List.of(new LinkConfig("Ball", "Welsh"));
    try (var herd = TestHerd.linked(dir, links, TestHerd.NO_PLACES, "peer.silent-after=60 s")) {
      herd.stop("Ball");
      try (var peer = herd.intruder("Welsh");
          var client = herd.client("Welsh")) {
        peer.sends(PeerFrames.hello("proxyherd", "Ball")).sends(PeerFrames.want());
        // While it reads, the systems at both ends learn to trust the connection with much.
        for (int round = 1; round <= ROUNDS_READ; round++) {
          var _ = peer.bytesUntil(move(client, round));
        }
        String last = "";
        for (int round = 1; round <= ROUNDS_UNREAD; round++) {
          last = move(client, ROUNDS_READ + round);
        }
        assertThat(peer.bytesUntil(last)).isLessThan(MOST_BYTES_WAITING);
      }
    }
  }

  /** Every client moves; the end of the last one's report. */
  private static String move(TestClient client, int round) throws IOException {
    var commands = new StringBuilder();
    for (int i = 1; i <= CLIENTS; i++) {
      commands.append("IAMAT k%d +1-2 %d\n".formatted(i, round));
    }
    client.sends(commands.toString());
    for (int i = 1; i <= CLIENTS; i++) {
      assertThat(client.hears()).startsWith("AT Welsh ");
    }
    return "k%d +1-2 %d".formatted(CLIENTS, round);
  }
}

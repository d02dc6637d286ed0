package io.proxyherd.sim;

import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection between two simulated servers: each direction delivers its bytes in order, late
 * and in pieces of any size, until the wire is cut; then what was under way is lost.
 */
final class Wire {
  private static final long CLOSE_DELAY_NANOS = 5_000_000;

  private final Timeline timeline;
  private final SplittableRandom random;
  private final Quality quality;
  private final Runnable onCut;
  private final End dialling = new End();
  private final End accepting = new End();
  private boolean cut;

  /** An end, as its server's link sees it. */
  private final class End implements PeerConnection {
    private final ArrayDeque<byte[]> arriving = new ArrayDeque<>();
    private @Nullable PeerLink link;
    private int underWay;
    private boolean stalled;
    private boolean deliveryIsDue;

    @Override
    public boolean isWritable() {
      return !cut && other().underWay < quality.windowBytes();
    }

    @Override
    public void send(ByteBuffer frame) {
      if (!cut) {
        other().accept(frame);
      }
    }

    @Override
    public void close() {
      // What was sent before still arrives, as with a real socket.
      timeline.after(quality.latencyNanos() + CLOSE_DELAY_NANOS, Wire.this::cut);
    }

    @Override
    public String toString() {
      return this == dialling ? "dialling end" : "accepting end";
    }

    private End other() {
      return this == dialling ? accepting : dialling;
    }

    private void accept(ByteBuffer frame) {
      underWay += frame.remaining();
      while (frame.hasRemaining()) {
        byte[] piece =
            new byte[Math.min(frame.remaining(), 1 + random.nextInt(quality.largestPiece()))];
        frame.get(piece);
        arriving.add(piece);
      }
      deliverLater();
    }

    private void deliverLater() {
      if (!deliveryIsDue && !stalled && !arriving.isEmpty()) {
        deliveryIsDue = true;
        timeline.after(
            quality.latencyNanos() / 2 + random.nextLong(quality.latencyNanos()), this::deliver);
      }
    }

    private void deliver() {
      deliveryIsDue = false;
      if (cut || stalled) {
        return;
      }
      for (int pieces = 1 + random.nextInt(8); pieces > 0 && !arriving.isEmpty(); pieces--) {
        byte[] piece = arriving.remove();
        underWay -= piece.length;
        timeline.note(piece.length);
        if (link != null) {
          link.onBytes(piece, 0, piece.length);
        }
      }
      deliverLater();
      if (other().link != null && other().isWritable()) {
        other().link.onWritable();
      }
    }
  }

  /**
   * Lays the wire and opens both links.
   *
   * @param quality of what it carries
   * @param onCut called once when it is cut, by whomever
   */
  Wire(
      SimServer from,
      SimServer to,
      Timeline timeline,
      SplittableRandom random,
      Quality quality,
      Runnable onCut) {
    this.timeline = timeline;
    this.random = random;
    this.quality = quality;
    this.onCut = onCut;
    accepting.link = to.node().openLink(accepting, Optional.empty());
    dialling.link = from.node().openLink(dialling, Optional.of(to.name()));
  }

  /** From now on, or no longer, nothing arrives at one end. */
  void stall(boolean atDiallingEnd, boolean stalled) {
    End end = atDiallingEnd ? dialling : accepting;
    end.stalled = stalled;
    end.deliverLater();
  }

  /** Breaks it: both ends hear of it a little later. */
  void cut() {
    if (cut) {
      return;
    }
    cut = true;
    for (End end : new End[] {dialling, accepting}) {
      timeline.after(
          random.nextLong(CLOSE_DELAY_NANOS),
          () -> {
            if (end.link != null) {
              end.link.onClosed("wire cut");
            }
          });
    }
    onCut.run();
  }
}

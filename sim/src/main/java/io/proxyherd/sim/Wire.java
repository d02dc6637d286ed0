package io.proxyherd.sim;

import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection between two lives of simulated servers: each direction delivers its bytes in
 * order, late and in pieces of any size, until the wire is cut; then what was under way is lost.
 */
final class Wire {
  private static final long CLOSE_DELAY_NANOS = 5_000_000;
  private static final int LONGEST_GARBAGE = 60;

  private final Cable cable;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final End dialling;
  private final End accepting;
  private boolean cut;
  private long framesSent;

  /** An end, as its server's link sees it. */
  private final class End implements PeerConnection {
    private final Life life;
    private final ArrayDeque<byte[]> arriving = new ArrayDeque<>();
    private @Nullable PeerLink link;
    private int underWay;
    private boolean stalled;
    private boolean deliveryIsDue;
    private boolean flipsBit;

    End(Life life) {
      this.life = life;
    }

    @Override
    public boolean isWritable() {
      return !cut && other().underWay < cable.quality().windowBytes();
    }

    @Override
    public void send(ByteBuffer frame) {
      framesSent++;
      if (!cut) {
        other().accept(frame);
      }
    }

    @Override
    public void close() {
      // What was sent before still arrives, as with a real socket.
      timeline.after(cable.quality().latencyNanos() + CLOSE_DELAY_NANOS, Wire.this::cut);
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
      int largest = cable.quality().largestPiece();
      while (frame.hasRemaining()) {
        byte[] piece = new byte[Math.min(frame.remaining(), 1 + random.nextInt(largest))];
        frame.get(piece);
        arriving.add(piece);
      }
      deliverLater();
    }

    private void deliverLater() {
      if (!deliveryIsDue && !stalled && !arriving.isEmpty()) {
        deliveryIsDue = true;
        Quality quality = cable.quality();
        long delay = quality.latencyNanos() / 2 + random.nextLong(quality.latencyNanos());
        if (quality.burstNanos() > 0 && random.nextInt(4) == 0) {
          delay += random.nextLong(quality.burstNanos());
        }
        life.after(delay, this::deliver);
      }
    }

    private void deliver() {
      deliveryIsDue = false;
      if (cut || stalled || link == null) {
        return;
      }
      for (int pieces = 1 + random.nextInt(cable.quality().mostPieces());
          pieces > 0 && !arriving.isEmpty();
          pieces--) {
        byte[] piece = arriving.remove();
        underWay -= piece.length;
        timeline.note(piece.length);
        if (flipsBit) {
          flipsBit = false;
          piece[random.nextInt(piece.length)] ^= (byte) (1 << random.nextInt(8));
        }
        link.onBytes(piece, 0, piece.length);
      }
      life.watchClaims();
      deliverLater();
      End other = other();
      other.life.run(other::noteRoom);
    }

    private void noteRoom() {
      if (link != null && isWritable()) {
        link.onWritable();
      }
    }

    private void end(String reason) {
      if (link != null) {
        link.onClosed(reason);
      }
    }
  }

  /** Lays the wire and opens both links. */
  Wire(Cable cable, Life from, Life to, Timeline timeline, SplittableRandom random) {
    this.cable = cable;
    this.timeline = timeline;
    this.random = random;
    dialling = new End(from);
    accepting = new End(to);
    to.run(() -> accepting.link = to.node().openLink(accepting, Optional.empty()));
    String dialled = to.machine().name();
    from.run(() -> dialling.link = from.node().openLink(dialling, Optional.of(dialled)));
  }

  /** From now on, or no longer, nothing arrives at one end. */
  void stall(boolean atDiallingEnd, boolean stalled) {
    End end = atDiallingEnd ? dialling : accepting;
    end.stalled = stalled;
    end.deliverLater();
  }

  /** The next piece that arrives at one end is not what was sent. */
  void flipBit(boolean atDiallingEnd) {
    (atDiallingEnd ? dialling : accepting).flipsBit = true;
  }

  /** Something arrives at one end that nobody sent. */
  void addGarbage(boolean atDiallingEnd) {
    byte[] garbage = new byte[1 + random.nextInt(LONGEST_GARBAGE)];
    random.nextBytes(garbage);
    (atDiallingEnd ? dialling : accepting).accept(ByteBuffer.wrap(garbage));
  }

  /** Breaks it: both ends hear of it a little later. */
  void cut() {
    if (cut) {
      return;
    }
    cut = true;
    for (End end : new End[] {dialling, accepting}) {
      end.life.after(random.nextLong(CLOSE_DELAY_NANOS), () -> end.end("wire cut"));
    }
    cable.onCut(this);
  }

  /** Whether the life at one of its ends is over. */
  boolean isHalf() {
    return dialling.life.isOver() || accepting.life.isOver();
  }

  /** Whether one end feeds the other, as far as both say. */
  int feeds() {
    return feeds(dialling) + feeds(accepting);
  }

  /** How many frames both ends have sent. */
  long framesSent() {
    return framesSent;
  }

  private static int feeds(End end) {
    return end.link != null && end.link.isUp() && end.link.isFeeding() ? 1 : 0;
  }
}

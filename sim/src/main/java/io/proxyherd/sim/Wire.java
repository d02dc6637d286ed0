package io.proxyherd.sim;

import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
  private static final int FIRST_CAPACITY = 512;

  private final Cable cable;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final End dialling;
  private final End accepting;
  private boolean cut;
  private boolean dead;
  private long framesSent;

  /** An end, as its server's link sees it. */
  private final class End implements PeerConnection {
    private final Life life;
    private @Nullable PeerLink link;
    // What is under way to here.
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int from;
    private int to;
    private boolean stalled;
    private boolean deliveryIsDue;
    private boolean flipsBit;
    private boolean losesFrame;

    End(Life life) {
      this.life = life;
    }

    @Override
    public boolean isWritable() {
      return !cut && other().underWay() < cable.quality().windowBytes();
    }

    @Override
    public void send(ByteBuffer frame) {
      framesSent++;
      if (losesFrame && isUp(this)) {
        losesFrame = false;
      } else if (!cut) {
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

    private int underWay() {
      return to - from;
    }

    private void accept(ByteBuffer frame) {
      int length = frame.remaining();
      if (to + length > bytes.length) {
        int capacity = Math.max(bytes.length, 2 * (underWay() + length));
        bytes = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), capacity);
        to = underWay();
        from = 0;
      }
      frame.get(bytes, to, length);
      to += length;
      deliverLater();
    }

    private void deliverLater() {
      if (!deliveryIsDue && !stalled && underWay() > 0) {
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
      Quality quality = cable.quality();
      for (int pieces = 1 + random.nextInt(quality.mostPieces());
          pieces > 0 && underWay() > 0;
          pieces--) {
        deliver(Math.min(underWay(), 1 + random.nextInt(quality.largestPiece())), link);
      }
      life.watchClaims();
      deliverLater();
      End other = other();
      other.life.run(other::noteRoom);
    }

    private void deliver(int length, PeerLink to) {
      int at = from;
      from += length;
      timeline.note(length);
      if (flipsBit) {
        flipsBit = false;
        bytes[at + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
      }
      to.onBytes(bytes, at, from);
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
    end.stalled = stalled || dead;
    end.deliverLater();
  }

  /** Nothing arrives at either end any more; once the link is up, only another wire helps. */
  void fallSilent() {
    dead = isUp(dialling) && isUp(accepting);
    stall(true, true);
    stall(false, true);
  }

  /** The next frame that one end sends over the link never arrives. */
  void loseFrame(boolean atDiallingEnd) {
    (atDiallingEnd ? dialling : accepting).losesFrame = true;
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
    return isUp(end) && end.link != null && end.link.isFeeding() ? 1 : 0;
  }

  private static boolean isUp(End end) {
    return end.link != null && end.link.isUp();
  }
}

package io.proxyherd.testing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** One direction of a connection: bytes in at one end, fragments of them out at the other. */
final class Pipe {
  /** What happens at the ends. */
  interface Ends {
    /** Bytes {@code [0, length)} came out. */
    void received(byte[] bytes, int length);

    /** There is room again for more. */
    void writable();

    /** All that was sent before the close has come out. */
    void closed();
  }

  private final World world;
  private final Weather weather;
  private final Ends ends;
  private final ArrayDeque<ByteBuffer> underWay = new ArrayDeque<>();
  private int bytesUnderWay;
  private boolean pumping;
  private boolean stopped;
  private boolean closing;
  private boolean cut;

  Pipe(World world, Weather weather, Ends ends) {
    this.world = world;
    this.weather = weather;
    this.ends = ends;
  }

  boolean isWritable() {
    return bytesUnderWay < weather.window();
  }

  void send(ByteBuffer bytes) {
    if (cut || closing) {
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    bytesUnderWay += copy.remaining();
    underWay.add(copy);
    pumpLater();
  }

  /** Nothing comes out until {@link #resume}. */
  void stop() {
    stopped = true;
  }

  void resume() {
    stopped = false;
    pumpLater();
  }

  /** Nothing more goes in; says {@link Ends#closed} when it is empty. */
  void close() {
    closing = true;
    pumpLater();
  }

  /** What is under way is lost and nothing happens any more. */
  void cut() {
    cut = true;
    underWay.clear();
  }

  private void pumpLater() {
    if (!pumping && !stopped && !cut) {
      pumping = true;
      long longestNanos = weather.longestDelay().toNanos();
      world.after(longestNanos == 0 ? 0 : world.random().nextLong(longestNanos), this::pump);
    }
  }

  private void pump() {
    pumping = false;
    if (stopped || cut) {
      return;
    }
    if (underWay.isEmpty()) {
      if (closing) {
        cut = true;
        ends.closed();
      }
      return;
    }
    boolean wasWritable = isWritable();
    byte[] fragment = nextFragment();
    bytesUnderWay -= fragment.length;
    pumpLater();
    ends.received(fragment, fragment.length);
    if (!cut && !wasWritable && isWritable()) {
      ends.writable();
    }
  }

  private byte[] nextFragment() {
    ByteBuffer first = underWay.getFirst();
    int most = Math.min(first.remaining(), weather.largestFragment());
    byte[] fragment = new byte[1 + world.random().nextInt(most)];
    first.get(fragment);
    if (!first.hasRemaining()) {
      underWay.remove();
    }
    return fragment;
  }
}

package io.proxyherd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A segment's file, which is synced while it is written: one thread may write, another sync; closed
 * it is by who writes, when nobody syncs it.
 */
final class Segment {
  private final Disk.Output output;
  private boolean closed;

  Segment(Disk.Output output) {
    this.output = output;
  }

  void write(ByteBuffer bytes) throws IOException {
    output.write(bytes);
  }

  /** All that was written before is on the medium; what is closed was synced. */
  synchronized void sync() throws IOException {
    if (!closed) {
      output.sync();
    }
  }

  /** What matters was synced, or is given up. */
  synchronized void close() {
    closed = true;
    try {
      output.close();
    } catch (IOException _) {
      // See above.
    }
  }
}

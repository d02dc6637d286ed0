package io.proxyherd.system;

import io.proxyherd.journal.Disk;
import io.proxyherd.testing.ForwardingDisk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A disk that is full from a moment on. */
final class FullDisk extends ForwardingDisk {
  private final AtomicBoolean isFull;

  /**
   * @param isFull whether it is, now
   */
  FullDisk(Disk disk, AtomicBoolean isFull) {
    super(disk);
    this.isFull = isFull;
  }

  @Override
  protected void beforeWrite() throws IOException {
    if (isFull.get()) {
      throw new IOException("No space left on device");
    }
  }
}

package io.proxyherd.cli;

import io.proxyherd.journal.Disk;
import io.proxyherd.testing.ForwardingDisk;
import java.io.IOException;

/** A disk that, from some moment on, takes everything but a sync. */
final class DiskWithoutSync extends ForwardingDisk {
  private volatile boolean failing;

  DiskWithoutSync(Disk disk) {
    super(disk);
  }

  /** From now on no sync succeeds. */
  void fails() {
    failing = true;
  }

  @Override
  protected void beforeSync() throws IOException {
    if (failing) {
      throw new IOException("Input/output error");
    }
  }
}

package io.proxyherd.disk;

import io.proxyherd.journal.Disk;
import io.proxyherd.testing.ForwardingDisk;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk that, for a while, answers neither writes nor syncs from its next sync on. */
final class HangingDisk extends ForwardingDisk {
  private final CountDownLatch syncing = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean hangs;

  HangingDisk(Disk disk) {
    super(disk);
  }

  /** The next sync is the last for a while. */
  void hang() {
    hangs = true;
  }

  /** Until that sync has begun. */
  void awaitSync() throws InterruptedException {
    if (!syncing.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no sync within 30 s");
    }
  }

  /** It answers. */
  void goOn() {
    over.countDown();
  }

  @Override
  protected void beforeWrite() throws IOException {
    if (syncing.getCount() == 0) {
      awaitOver();
    }
  }

  @Override
  protected void beforeSync() throws IOException {
    if (hangs) {
      syncing.countDown();
      awaitOver();
    }
  }

  private void awaitOver() throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

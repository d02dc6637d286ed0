package io.proxyherd.journal;

import java.io.IOException;

/**
 * Whether one life's disk syncs. After a failed sync the system may have dropped what was to be
 * written: nobody knows, so nobody goes on. Thread-safe: all who work on the disk share it.
 */
final class Syncs {
  /** The end: to be {@linkplain #lose told}. */
  static final class SyncFailed extends IOException {
    private static final long serialVersionUID = 1;

    SyncFailed(IOException cause) {
      super("sync failed: " + cause.getMessage(), cause);
    }
  }

  interface Sync {
    void run() throws IOException;
  }

  private final DiskEvents events;
  private volatile boolean lost;

  Syncs(DiskEvents events) {
    this.events = events;
  }

  boolean areLost() {
    return lost;
  }

  void run(Sync sync) throws SyncFailed {
    try {
      sync.run();
    } catch (IOException e) {
      throw new SyncFailed(e);
    }
  }

  void lose(SyncFailed e) {
    lost = true;
    events.onLost(String.valueOf(e.getMessage()));
  }
}

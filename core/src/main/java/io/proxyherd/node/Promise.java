package io.proxyherd.node;

import org.jspecify.annotations.Nullable;

/** A reply that waits for the reports' store. Not thread-safe: owned by its session. */
final class Promise implements PendingReply {
  private final long readNanos;
  private @Nullable PendingReply kept;

  Promise(long readNanos) {
    this.readNanos = readNanos;
  }

  @Override
  public long readNanos() {
    return readNanos;
  }

  /** What is to be sent in its place; once. */
  void keep(PendingReply reply) {
    kept = reply;
  }

  /** What is to be sent in its place, or null while the store has not answered. */
  @Nullable PendingReply kept() {
    return kept;
  }
}

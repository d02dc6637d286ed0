package io.proxyherd.node;

import io.proxyherd.store.Offered;

/** A reply that has its place in the order of the commands and can't be sent yet. */
sealed interface PendingReply permits Lookup, Promise, PendingReply.Ready, PendingReply.Reported {
  /** When its command counts as read, monotonic nanoseconds. */
  long readNanos();

  /** Bytes that wait only for the replies before them. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Ready(byte[] bytes, CommandKind kind, long readNanos) implements PendingReply {}

  /** The reply to a report, and what became of that. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Reported(byte[] bytes, Offered result, long readNanos) implements PendingReply {}
}

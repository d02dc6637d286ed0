package io.proxyherd.node;

/** A reply that has its place in the order of the commands and can't be sent yet. */
sealed interface PendingReply permits Lookup, Promise, PendingReply.Ready {
  /** When its command counts as read, monotonic nanoseconds. */
  long readNanos();

  /** Bytes that wait only for the replies before them. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Ready(byte[] bytes, CommandKind kind, long readNanos) implements PendingReply {}
}

package io.proxyherd.journal;

/**
 * Takes orders for the disk, and returns at once. What came of them it tells the journal later, on
 * the node's thread. The shell implements it.
 */
public interface Appender {
  void submit(DiskOrder order);
}

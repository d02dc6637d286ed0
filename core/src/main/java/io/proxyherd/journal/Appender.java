package io.proxyherd.journal;

/**
 * Takes orders for the disk, and returns at once. What came of them it tells the journal later, on
 * the node's thread. The shell implements it.
 */
public interface Appender {
  void submit(DiskOrder order);

  /**
   * Writes a frame on the node's thread, if all that was submitted for the segment is done and
   * writing does not block.
   *
   * @return whether it is written, of which nothing more is told; if not, it is to be submitted
   */
  default boolean writeNow(DiskOrder.Append append) {
    return false;
  }
}

package io.proxyherd.load;

/**
 * What is said over one connection: commands that are made where they are sent, and answers that
 * are compared with what they must be, without an object for either. Not thread-safe: owned by its
 * connection's event loop.
 */
interface Dialogue {
  /** What {@link #accept} returns when the answer is not complete. */
  int INCOMPLETE = -1;

  /** What {@link #accept} returns when it is not the answer that it must be. */
  int WRONG = -2;

  /** The most bytes of a command. */
  int longestCommand();

  /** Writes the next command; returns where it ends. */
  int ask(byte[] out, int at);

  /**
   * Takes the next answer from {@code [from, to)}, which is not empty.
   *
   * @return where it ends, {@link #INCOMPLETE} or {@link #WRONG}
   */
  int accept(byte[] in, int from, int to);

  /**
   * From now on commands are mixed as planned; until then each is a report. To be called when all
   * is answered.
   */
  void mix();

  /** What has been reported so far. */
  default Sequence reported() {
    throw new UnsupportedOperationException("this protocol has no reports to be asked for");
  }
}

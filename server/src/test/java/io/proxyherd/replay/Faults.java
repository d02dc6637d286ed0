package io.proxyherd.replay;

import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * What a stand-in server does wrong.
 *
 * @param faultyConnections how many of its first connections break
 * @param closesAfter after how many replies those break, with the next command read
 * @param lastWords what those write before they break
 * @param refuses which commands are answered with {@code ? }
 * @param splitsBytes whether each byte is written on its own
 * @param gate no command is answered while it is shut
 */
record Faults(
    int faultyConnections,
    int closesAfter,
    String lastWords,
    Predicate<String> refuses,
    boolean splitsBytes,
    CountDownLatch gate) {
  private static final CountDownLatch OPEN = new CountDownLatch(0);

  static final Faults NONE = new Faults(0, 0, "", command -> false, false, OPEN);
  static final Faults SPLIT_BYTES = new Faults(0, 0, "", command -> false, true, OPEN);

  static Faults breaks(int connections, int closesAfter, String lastWords) {
    return new Faults(connections, closesAfter, lastWords, command -> false, false, OPEN);
  }

  static Faults refuses(Predicate<String> commands) {
    return new Faults(0, 0, "", commands, false, OPEN);
  }

  static Faults waitsFor(CountDownLatch gate) {
    return new Faults(0, 0, "", command -> false, false, gate);
  }
}

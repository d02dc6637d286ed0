package io.proxyherd.mirror;

/**
 * How far a mirror is behind. Now and then a mark is set: when all that was owed at that moment has
 * been offered, and every offer until then has been taken, the engine has what was known at the
 * mark, and the next one is set. One offer that failed spoils the mark, for what it brought is owed
 * behind it. Not thread-safe: owned by its mirror.
 */
final class Lag {
  private long mark;
  private long markedNanos;
  private int owedBeforeMark;
  private boolean spoilt;
  // Offers without an answer: those that the mark waits for, and those made since.
  private int before;
  private int since;
  private long evenNanos;

  /** Nothing was owed until now, or nothing is known of what was. */
  void begin(long nowNanos) {
    evenNanos = nowNanos;
    set(nowNanos, 0, false);
  }

  /**
   * What was owed longest is offered now.
   *
   * @return what to say when the answer is there
   */
  long offered() {
    if (owedBeforeMark > 0) {
      owedBeforeMark--;
      before++;
      return mark;
    }
    since++;
    return mark + 1;
  }

  /** What was owed longest was not worth an offer. */
  void skipped() {
    owedBeforeMark -= owedBeforeMark > 0 ? 1 : 0;
  }

  /**
   * An offer was answered.
   *
   * @param number what {@link #offered} said
   * @param owed how many are owed now
   * @param complete whether these are all, as far as is known
   */
  void answered(long number, boolean taken, long nowNanos, int owed, boolean complete) {
    if (number <= mark) {
      before--;
      spoilt |= !taken;
    } else {
      since--;
    }
    if (before == 0 && owedBeforeMark == 0) {
      if (!spoilt) {
        evenNanos = markedNanos;
      }
      set(nowNanos, owed, !complete);
    }
  }

  /** All that was known at that moment the engine has. */
  long evenNanos() {
    return evenNanos;
  }

  private void set(long nowNanos, int owed, boolean spoiltAlready) {
    mark++;
    markedNanos = nowNanos;
    owedBeforeMark = owed;
    spoilt = spoiltAlready;
    before += since;
    since = 0;
  }
}

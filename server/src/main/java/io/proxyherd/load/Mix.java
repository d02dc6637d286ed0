package io.proxyherd.load;

/** Which commands ask: so many of 100, evenly spread. */
final class Mix {
  private final int percent;
  private int sum;

  Mix(int percent) {
    this.percent = percent;
  }

  /** Whether the next one does. */
  boolean asks() {
    sum += percent;
    if (sum >= 100) {
      sum -= 100;
      return true;
    }
    return false;
  }
}

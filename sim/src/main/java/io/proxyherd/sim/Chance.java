package io.proxyherd.sim;

import java.util.SplittableRandom;

/**
 * The random streams of one seed, one for each purpose: what one purpose draws, or that it is
 * switched off, does not shift the others.
 */
record Chance(long seed) {
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  /** The stream for that purpose, from its begin. */
  SplittableRandom of(String purpose) {
    return of(purpose, 0);
  }

  /** One of many streams for that purpose. */
  SplittableRandom of(String purpose, long number) {
    // String.hashCode is specified, so a seed means the same on every JVM.
    return new SplittableRandom(mix(mix(seed) + mix(purpose.hashCode()) + number * MIXER));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 31)) * MIXER;
    return mixed ^ (mixed >>> 29);
  }
}

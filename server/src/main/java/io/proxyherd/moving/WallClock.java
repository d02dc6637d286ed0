package io.proxyherd.moving;

import java.time.Instant;

/** What time it is. */
final class WallClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private WallClock() {}

  /** Nanoseconds since 1970. */
  static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}

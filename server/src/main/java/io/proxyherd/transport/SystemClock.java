package io.proxyherd.transport;

import io.proxyherd.time.Clock;
import java.time.Instant;

/** This machine's clocks. */
public final class SystemClock implements Clock {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Override
  public long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }
}

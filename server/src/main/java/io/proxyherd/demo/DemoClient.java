package io.proxyherd.demo;

import io.proxyherd.demo.route.Traveller;
import io.proxyherd.geo.Position;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A traveller's phone: says from time to time where it is, to a server that it sometimes changes.
 * Not thread-safe.
 */
final class DemoClient {
  private static final double SHORTEST_PAUSE = 1;
  private static final double LONGEST_PAUSE = 5;
  private static final double JITTER = 0.2;
  private static final int REPORTS_PER_SERVER = 200;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Traveller traveller;
  private final List<Uplink> uplinks;
  private final RandomGenerator random;
  private final double usualPause;
  private int preferred;
  private long movedNanos;
  private long dueNanos;

  /**
   * @param uplinks one to each server
   * @param nowNanos the first report is due within its usual pause from here
   */
  DemoClient(Traveller traveller, List<Uplink> uplinks, RandomGenerator random, long nowNanos) {
    this.traveller = traveller;
    this.uplinks = uplinks;
    this.random = random;
    preferred = random.nextInt(uplinks.size());
    usualPause = random.nextDouble(SHORTEST_PAUSE / (1 - JITTER), LONGEST_PAUSE / (1 + JITTER));
    movedNanos = nowNanos;
    dueNanos = nowNanos + nanos(random.nextDouble(usualPause));
  }

  /** When its next report is due, by the same clock as it was made. */
  long dueNanos() {
    return dueNanos;
  }

  /**
   * Moves on to this moment, and says where it is if a server is there to hear it; the next report
   * is due 1 to 5 s later.
   *
   * @param wallClock the time that it tells
   */
  void report(long nowNanos, Instant wallClock) {
    traveller.advance((nowNanos - movedNanos) / NANOS_PER_SECOND);
    movedNanos = nowNanos;
    dueNanos = nowNanos + nanos(usualPause * random.nextDouble(1 - JITTER, 1 + JITTER));
    if (random.nextInt(REPORTS_PER_SERVER) == 0) {
      preferred = random.nextInt(uplinks.size());
    }
    readyUplink().ifPresent(uplink -> uplink.send(iamat(wallClock)));
  }

  /** The preferred one, or the next that can take a report. */
  private Optional<Uplink> readyUplink() {
    return Stream.concat(uplinks.stream().skip(preferred), uplinks.stream().limit(preferred))
        .filter(Uplink::isReady)
        .findFirst();
  }

  private String iamat(Instant wallClock) {
    Position position = traveller.position();
    return String.format(
        Locale.ROOT,
        "IAMAT %s %+010.6f%+011.6f %d.%09d\n",
        traveller.id(),
        position.latitude(),
        position.longitude(),
        wallClock.getEpochSecond(),
        wallClock.getNano());
  }

  private static long nanos(double seconds) {
    return (long) (seconds * NANOS_PER_SECOND);
  }
}

package io.proxyherd.store;

/**
 * The times with which a report is written into a database that keeps, of two cells, the one with
 * the greater timestamp; of equal ones that which expires later; of those the greater value. They
 * follow from the report alone, and of two reports of one client whose timestamps are equal the
 * expiries are, too, unless one came to its server a whole {@linkplain #graceSeconds grace} later
 * than the other. So {@link OrderedBytes} decide, as they do in the herd.
 *
 * <p>A cell lives somewhat longer than its report, whose own expiry is looked at when it is read.
 *
 * @param timestampMicros its effective time, microseconds since 1970, rounded down
 * @param writtenAtSeconds the moment from which its {@code ttlSeconds} count, seconds since 1970:
 *     not now
 * @param ttlSeconds equal for all reports of a herd
 */
public record CellTimes(long timestampMicros, long writtenAtSeconds, int ttlSeconds) {
  private static final long ATTOS_PER_MICRO = 1_000_000_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long LEAST_GRACE_SECONDS = 60;
  private static final long MOST_GRACE_SECONDS = 86_400;

  /** The times of that report. */
  public static CellTimes of(Report report, Lifetimes lifetimes) {
    long effective = report.effectiveTime().seconds();
    long received = Math.floorDiv(report.receivedAtNanos(), NANOS_PER_SECOND);
    long grace = graceSeconds(lifetimes);
    // How late it came, in whole graces: 0 for nearly all.
    long late = Math.max(0, received - effective) / grace;
    long micros = effective * MICROS_PER_SECOND + report.effectiveTime().attos() / ATTOS_PER_MICRO;
    return new CellTimes(micros, effective + late * grace, ttlSeconds(lifetimes));
  }

  /** When the cell expires, seconds since 1970. */
  public long expiresAtSeconds() {
    return writtenAtSeconds + ttlSeconds;
  }

  /**
   * How much longer than its report a cell may live: a tenth of the report's lifetime, between a
   * minute and a day.
   */
  public static long graceSeconds(Lifetimes lifetimes) {
    return Math.clamp(longerSeconds(lifetimes) / 10, LEAST_GRACE_SECONDS, MOST_GRACE_SECONDS);
  }

  /** A tombstone lives as long as what it replaces, which would win otherwise. */
  private static int ttlSeconds(Lifetimes lifetimes) {
    return Math.toIntExact(longerSeconds(lifetimes) + graceSeconds(lifetimes));
  }

  private static long longerSeconds(Lifetimes lifetimes) {
    long nanos = Math.max(lifetimes.report().toNanos(), lifetimes.tombstone().toNanos());
    return Math.ceilDiv(nanos, NANOS_PER_SECOND);
  }
}

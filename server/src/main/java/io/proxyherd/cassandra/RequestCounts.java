package io.proxyherd.cassandra;

import io.proxyherd.store.StoreFailure;
import io.proxyherd.time.LatencyHistogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Optional;

/**
 * How requests of one kind ended. Counted on the node's thread; how they end just now may be asked
 * on any.
 */
final class RequestCounts {
  /** How long an end says something of the next one. */
  private static final long RECENT_NANOS = Duration.ofSeconds(10).toNanos();

  /** One failure may be chance. */
  private static final int OFTEN = 3;

  private final EnumMap<StoreFailure, Long> failed = new EnumMap<>(StoreFailure.class);
  private final LatencyHistogram seconds = new LatencyHistogram();
  private long done;
  private volatile End last = new End(Optional.empty(), Long.MIN_VALUE, 0);

  /**
   * How the latest request ended.
   *
   * @param failure nothing = it was done
   * @param times how many ended so without another end between them
   */
  private record End(Optional<StoreFailure> failure, long atNanos, long times) {}

  RequestCounts() {
    Arrays.stream(StoreFailure.values()).forEach(failure -> failed.put(failure, 0L));
  }

  void done(long nowNanos, long tookNanos) {
    done++;
    seconds.record(tookNanos, 1);
    End end = last;
    // Once a second is often enough: nothing is made for each request.
    if (end.times == 0 || end.failure.isPresent() || nowNanos - end.atNanos > RECENT_NANOS / 10) {
      last = new End(Optional.empty(), nowNanos, 1);
    }
  }

  void failed(StoreFailure failure, long nowNanos) {
    var _ = failed.merge(failure, 1L, Long::sum);
    End end = last;
    boolean again = end.failure.filter(failure::equals).isPresent();
    last = new End(Optional.of(failure), nowNanos, again ? end.times + 1 : 1);
  }

  /** How the latest requests failed, if they did so several times and lately. */
  Optional<StoreFailure> failing(long nowNanos) {
    End end = last;
    return end.failure.filter(_ -> end.times >= OFTEN && isRecent(end, nowNanos));
  }

  /** Whether the latest request was done, within the last ten seconds. */
  boolean succeeding(long nowNanos) {
    End end = last;
    return end.failure.isEmpty() && isRecent(end, nowNanos);
  }

  private static boolean isRecent(End end, long nowNanos) {
    return end.times > 0 && nowNanos - end.atNanos <= RECENT_NANOS;
  }

  CassandraFigures.Requests read() {
    return new CassandraFigures.Requests(done, new EnumMap<>(failed), seconds.read());
  }
}

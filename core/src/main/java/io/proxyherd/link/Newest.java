package io.proxyherd.link;

import io.proxyherd.store.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When each server received the newest report that is known of it. Not thread-safe. */
final class Newest {
  /** A moment that is raised where it stands: each report raises one. */
  private static final class Moment {
    private long wallNanos;
  }

  private final Map<Origin, Moment> moments = new HashMap<>();
  // Most reports come from where the one before came from.
  private @Nullable Origin last;
  private Moment lastMoment = new Moment();

  /** That origin received a report then. */
  void note(Origin origin, long wallNanos) {
    if (!origin.equals(last)) {
      last = origin;
      lastMoment = moments.computeIfAbsent(origin, _ -> new Moment());
    }
    lastMoment.wallNanos = Math.max(lastMoment.wallNanos, wallNanos);
  }

  /** By the server's name, nanoseconds since 1970 by its clock. */
  Map<String, Long> read() {
    var read = new TreeMap<String, Long>();
    moments.forEach((origin, moment) -> read.merge(origin.server(), moment.wallNanos, Math::max));
    return read;
  }
}

package io.proxyherd.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What is told a reader at a time.
 *
 * @param events in their order
 * @param mark what the reader has when it was told these and all before; if that is known by now
 * @param earliestExpiryNanos nothing that the reader was told of expires before that moment,
 *     nanoseconds since 1970; from the end of this batch on
 * @param wallNanos when it was made, nanoseconds since 1970
 * @param monotonicNanos the same by the clock that only goes on
 * @param more whether there is more to be told, or looked at
 */
public record Batch(
    List<Event> events,
    Optional<Mark> mark,
    long earliestExpiryNanos,
    long wallNanos,
    long monotonicNanos,
    boolean more) {
  public Batch {
    events = List.copyOf(events);
  }

  /** Hands out each event with what the reader has once it was told that. */
  public void tell(Cursor cursor, BiConsumer<Event, String> reader) {
    cursor.begin(this);
    for (int at = 0; at < events.size(); at++) {
      cursor.take(events.get(at));
      if (at == events.size() - 1) {
        cursor.end(this);
      }
      reader.accept(events.get(at), cursor.token());
    }
    if (events.isEmpty()) {
      cursor.end(this);
    }
  }
}

package io.proxyherd.node;

import io.proxyherd.store.Report;
import org.jspecify.annotations.Nullable;

/**
 * A WHATSAT that waits for its places. The report is the newest at the moment of the question. Not
 * thread-safe: owned by its session.
 */
final class Lookup implements PendingReply {
  private final Report report;
  private final NearbyQuery query;
  private final long readNanos;
  private boolean begun;
  private byte @Nullable [] json;

  Lookup(Report report, NearbyQuery query, long readNanos) {
    this.report = report;
    this.query = query;
    this.readNanos = readNanos;
  }

  @Override
  public long readNanos() {
    return readNanos;
  }

  Report report() {
    return report;
  }

  NearbyQuery query() {
    return query;
  }

  /** Its places are asked for. */
  void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Once. */
  void answer(NearbyAnswer answer) {
    json =
        switch (answer) {
          case NearbyAnswer.Found found -> found.json();
          case NearbyAnswer.Failed failed -> FailureJson.print(failed);
        };
  }

  boolean isAnswered() {
    return json != null;
  }

  /** The answer's JSON, or null while there is none. */
  byte @Nullable [] json() {
    return json;
  }
}

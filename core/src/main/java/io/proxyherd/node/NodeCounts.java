package io.proxyherd.node;

import io.proxyherd.store.Report;
import java.util.EnumMap;
import java.util.Map;

/** What a node has done since it started. Not thread-safe: owned by its node. */
public final class NodeCounts {
  /** A number that is raised where it stands: each command raises one. */
  private static final class Count {
    private long value;
  }

  private final EnumMap<Outcome, Count> outcomes = new EnumMap<>(Outcome.class);
  private long bytesReceived;
  private long bytesSent;
  private long clamped;
  private long forgotten;
  private long expired;
  private long tombstonesExpired;

  NodeCounts() {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new Count());
    }
  }

  void count(Outcome outcome) {
    Count count = outcomes.get(outcome);
    if (count != null) {
      count.value++;
    }
  }

  void countReceived(int bytes) {
    bytesReceived += bytes;
  }

  void countSent(int bytes) {
    bytesSent += bytes;
  }

  /** A report was taken whose client's clock runs ahead too far. */
  void countClamped() {
    clamped++;
  }

  void countForgotten() {
    forgotten++;
  }

  /** What is known of a client is given up for its age. */
  void countExpired(Report report) {
    if (report.isTombstone()) {
      tombstonesExpired++;
    } else {
      expired++;
    }
  }

  /** How many commands had each outcome: of lines, and of reports over HTTP. */
  public Map<Outcome, Long> outcomes() {
    var read = new EnumMap<Outcome, Long>(Outcome.class);
    outcomes.forEach((outcome, count) -> read.put(outcome, count.value));
    return read;
  }

  /** How many bytes came in sessions. */
  public long bytesReceived() {
    return bytesReceived;
  }

  /** How many bytes of replies there were in sessions. */
  public long bytesSent() {
    return bytesSent;
  }

  /** How many reports were taken whose client's time counts for less: its clock runs ahead. */
  public long clampedReports() {
    return clamped;
  }

  /** How many clients were forgotten by order of an operator of this server. */
  public long forgottenClients() {
    return forgotten;
  }

  /** How many reports were given up for their age. */
  public long expiredReports() {
    return expired;
  }

  /** How many tombstones were given up for their age. */
  public long expiredTombstones() {
    return tombstonesExpired;
  }
}

package io.proxyherd.replay;

import io.proxyherd.replay.NewestRows.Age;
import io.proxyherd.replay.Summary.Example;
import io.proxyherd.replay.Summary.Rejection;
import io.proxyherd.replay.track.Excerpt;
import io.proxyherd.replay.track.Reason;
import io.proxyherd.replay.track.Row.Fix;
import io.proxyherd.replay.track.Row.Rejected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of the rows. Thread-safe. */
final class Tally {
  private static final int MOST_EXAMPLES = 3;

  private final Map<Reason, Rejections> rejected = new EnumMap<>(Reason.class);
  private final List<String> refusals = new ArrayList<>();
  private final List<String> brokenFiles = new ArrayList<>();
  private int files;
  private long rows;
  private long sent;
  private long older;
  private long repeated;
  private long renamed;
  private long accepted;
  private long refused;
  private long lost;

  private static final class Rejections {
    private final List<Example> examples = new ArrayList<>();
    private long count;
  }

  synchronized void opened() {
    files++;
  }

  synchronized int files() {
    return files;
  }

  synchronized long rows() {
    return rows;
  }

  synchronized void rejected(String file, Rejected row) {
    rows++;
    var rejections = rejected.computeIfAbsent(row.reason(), reason -> new Rejections());
    rejections.count++;
    if (rejections.examples.size() < MOST_EXAMPLES) {
      rejections.examples.add(new Example(file, row.number(), row.text()));
    }
  }

  /** A row is about to be sent. */
  synchronized void sending(Fix fix, Age age) {
    rows++;
    sent++;
    older += age == Age.OLDER ? 1 : 0;
    repeated += age == Age.REPEATED ? 1 : 0;
    renamed += fix.renamed() ? 1 : 0;
  }

  synchronized void accepted() {
    accepted++;
  }

  synchronized void refused(Fix fix, String reply) {
    refused++;
    if (refusals.size() < MOST_EXAMPLES) {
      refusals.add("IAMAT " + Excerpt.of(fix.fields()) + " -> " + Excerpt.of(reply));
    }
  }

  /** Replies that a broken connection owed; their rows are sent again. */
  synchronized void lost(int replies) {
    lost += replies;
  }

  synchronized void broken(String message) {
    brokenFiles.add(message);
  }

  /** The counts so far, as a part of the summary. */
  synchronized Summary.Counts counts() {
    return new Summary.Counts(
        rows, sent, accepted, older, repeated, refused, sent - accepted - refused, lost, renamed);
  }

  synchronized List<Rejection> rejections() {
    return rejected.entrySet().stream()
        .map(entry ->
            new Rejection(
                entry.getKey(),
                entry.getKey().sentence(),
                entry.getValue().count,
                List.copyOf(entry.getValue().examples)))
        .toList();
  }

  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  synchronized List<String> brokenFiles() {
    return List.copyOf(brokenFiles);
  }
}

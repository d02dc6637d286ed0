package io.proxyherd.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.proxyherd.time.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one server, gathered for one scrape. Names are without the {@code _total} of counters;
 * those that end in {@code _bytes} or {@code _seconds} have that unit. Not thread-safe.
 */
final class Families {
  private static final String PREFIX = "proxyherd_";
  private static final double[] UPPER_SECONDS = bounds();

  private final String server;
  private final List<MetricSnapshot> families = new ArrayList<>();

  /**
   * @param server its name, a label of each metric
   */
  Families(String server) {
    this.server = server;
  }

  /** A number with labels, names and values in turn. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Sample(double value, String... labels) {
    Sample(long value, String... labels) {
      this((double) value, labels);
    }
  }

  /** A histogram with labels, names and values in turn. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Times(LatencyHistogram.Reading times, String... labels) {}

  void counter(String name, String help, long value) {
    counter(name, help, List.of(new Sample(value)));
  }

  void counter(String name, String help, List<Sample> samples) {
    var family = CounterSnapshot.builder().name(PREFIX + name).help(help).unit(unit(name));
    for (Sample sample : samples) {
      family.dataPoint(
          CounterSnapshot.CounterDataPointSnapshot.builder()
              .labels(labels(sample.labels))
              .value(sample.value)
              .build());
    }
    families.add(family.build());
  }

  void gauge(String name, String help, long value) {
    gauge(name, help, List.of(new Sample(value)));
  }

  void gauge(String name, String help, boolean value) {
    gauge(name, help, value ? 1 : 0);
  }

  void gauge(String name, String help, List<Sample> samples) {
    var family = GaugeSnapshot.builder().name(PREFIX + name).help(help).unit(unit(name));
    for (Sample sample : samples) {
      family.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(labels(sample.labels))
              .value(sample.value)
              .build());
    }
    families.add(family.build());
  }

  void histogram(String name, String help, List<Times> samples) {
    var family = HistogramSnapshot.builder().name(PREFIX + name).help(help).unit(unit(name));
    for (Times sample : samples) {
      family.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(labels(sample.labels))
              .classicHistogramBuckets(
                  ClassicHistogramBuckets.of(UPPER_SECONDS, sample.times.counts()))
              .sum(sample.times.sumSeconds())
              .build());
    }
    families.add(family.build());
  }

  List<MetricSnapshot> all() {
    return families;
  }

  private Labels labels(String... namesAndValues) {
    return Labels.of("server", server).merge(Labels.of(namesAndValues));
  }

  private static @Nullable Unit unit(String name) {
    if (name.endsWith("_bytes")) {
      return Unit.BYTES;
    }
    return name.endsWith("_seconds") ? Unit.SECONDS : null;
  }

  private static double[] bounds() {
    double[] finite = LatencyHistogram.upperSeconds();
    double[] all = Arrays.copyOf(finite, finite.length + 1);
    all[finite.length] = Double.POSITIVE_INFINITY;
    return all;
  }
}

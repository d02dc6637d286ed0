package io.proxyherd.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void aBoundBelongsToTheBucketBelowIt() {
    histogram.record(50_000, 1);
    histogram.record(50_001, 2);
    histogram.record(10_000_000_000L, 3);
    histogram.record(10_000_000_001L, 4);
    long[] counts = histogram.read().counts();
    assertThat(counts).hasSize(LatencyHistogram.upperSeconds().length + 1);
    assertThat(counts[0]).isEqualTo(1);
    assertThat(counts[1]).isEqualTo(2);
    assertThat(counts[counts.length - 2]).isEqualTo(3);
    assertThat(counts[counts.length - 1]).isEqualTo(4);
    assertThat(histogram.read().count()).isEqualTo(10);
  }

  @Test
  void theSumIsOfAllTimes() {
    histogram.record(1_000_000, 3);
    histogram.record(-5, 1);
    assertThat(histogram.read().sumSeconds()).isCloseTo(0.003, within(1e-12));
    assertThat(histogram.read().count()).isEqualTo(4);
  }

  @Test
  void boundsAscendAndAReadingStays() {
    assertThat(LatencyHistogram.upperSeconds()).isSorted().doesNotHaveDuplicates().startsWith(5e-5);
    LatencyHistogram.Reading before = histogram.read();
    histogram.record(1, 1);
    assertThat(before.count()).isZero();
  }
}

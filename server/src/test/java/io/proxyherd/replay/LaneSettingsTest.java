package io.proxyherd.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LaneSettingsTest {
  @Test
  void doublesTheDelayUpToTheLongest() {
    assertThat(IntStream.of(0, 1, 2, 3, 5, 6, 1_000).mapToObj(LaneSettings.DEFAULT::delayAfter))
        .extracting(Duration::toMillis)
        .containsExactly(0L, 100L, 200L, 400L, 1_600L, 2_000L, 2_000L);
  }
}

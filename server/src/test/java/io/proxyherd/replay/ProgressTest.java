package io.proxyherd.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  @Test
  void showsABarTheRateAndWhatIsLeft() {
    assertThat(new Progress(12_000, 2, Optional.of(0.4)).bar())
        .isEqualTo("[############..................] 12,000 rows, 6,000 rows/s, 40%, 3 s left");
  }

  @Test
  void showsNoShareOfWhatHasNoSize() {
    assertThat(new Progress(0, 0, Optional.empty()).bar()).isEqualTo("0 rows, 0 rows/s");
  }
}

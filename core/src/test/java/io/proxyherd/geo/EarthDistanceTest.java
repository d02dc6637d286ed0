package io.proxyherd.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EarthDistanceTest {
  private static final double QUARTER_MERIDIAN_METRES = Math.PI / 2 * 6_371_008.7714;

  @Test
  void ofAPointToItselfIsZero() {
    assertThat(EarthDistance.metres(34.06893, -118.445127, 34.06893, -118.445127)).isZero();
  }

  @Test
  void fromPoleToPoleIsHalfAMeridian() {
    assertThat(EarthDistance.metres(90, 12, -90, -77))
        .isCloseTo(2 * QUARTER_MERIDIAN_METRES, within(0.01));
  }

  @Test
  void fromTheEquatorToAPoleIsAQuarterWhateverTheLongitude() {
    assertThat(EarthDistance.metres(0, 179, 90, -31))
        .isCloseTo(QUARTER_MERIDIAN_METRES, within(0.01));
  }

  @Test
  void crossesTheAntimeridianTheShortWay() {
    assertThat(EarthDistance.metres(0, 179.5, 0, -179.5))
        .isCloseTo(QUARTER_MERIDIAN_METRES / 90, within(0.01));
  }

  @Test
  void ofAntipodesIsNeverNotANumber() {
    assertThat(EarthDistance.metres(0.3, 0.1, -0.3, -179.9))
        .isCloseTo(2 * QUARTER_MERIDIAN_METRES, within(0.2));
  }
}

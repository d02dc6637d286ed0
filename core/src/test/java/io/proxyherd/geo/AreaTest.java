package io.proxyherd.geo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AreaTest {
  @ParameterizedTest
  @CsvSource({
    "1,2,3,4, 2,3, true",
    "1,2,3,4, 1,2, true",
    "1,2,3,4, 3,4, true",
    "1,2,3,4, 0.9,3, false",
    "1,2,3,4, 3.1,3, false",
    "1,2,3,4, 2,1.9, false",
    "1,2,3,4, 2,4.1, false",
    "-10,170,10,-170, 0,175, true",
    "-10,170,10,-170, 0,-175, true",
    "-10,170,10,-170, 0,180, true",
    "-10,170,10,-170, 0,0, false",
    "-10,170,10,180, 0,-180, true",
    "-10,-180,10,-170, 0,180, true",
    "80,0,90,1, 90,100, true",
    "80,0,89,1, 90,0, false",
    "-90,0,-80,1, -90,100, true",
  })
  void containsWhatLiesBetweenItsEdges(
      double south,
      double west,
      double north,
      double east,
      double latitude,
      double longitude,
      boolean contains) {
    assertThat(new Area(south, west, north, east).contains(new Position(latitude, longitude)))
        .isEqualTo(contains);
  }
}

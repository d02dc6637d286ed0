package io.proxyherd.places.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CentroidTest {
  private static LongList line(double... coordinates) {
    var line = new LongList();
    for (int i = 0; i < coordinates.length; i += 2) {
      line.add(Position.ofDegrees(coordinates[i], coordinates[i + 1]));
    }
    return line;
  }

  private static void check(double latitude, double longitude, LongList... lines) {
    long centre = Centroid.of(List.of(lines)).orElseThrow();
    assertThat(Position.latitude(centre)).isCloseTo(latitude, within(1e-6));
    assertThat(Position.longitude(centre)).isCloseTo(longitude, within(1e-6));
  }

  @Test
  void isThatOfTheAreaNotOfTheCorners() {
    check(1, 1, line(0, 0, 0, 0.1, 0, 0.2, 0, 2, 2, 2, 2, 0, 0, 0));
    // An L of three unit squares.
    check(5.0 / 6, 5.0 / 6, line(0, 0, 2, 0, 2, 1, 1, 1, 1, 2, 0, 2, 0, 0));
  }

  @Test
  void weighsSeveralAreas() {
    check(0.5, 4.9, line(0, 0, 1, 0, 1, 1, 0, 1, 0, 0), line(0, 4, 1, 4, 1, 8, 0, 8, 0, 4));
  }

  @Test
  void joinsLinesInAnyOrderAndDirection() {
    check(1, 1, line(0, 0, 0, 2), line(2, 2, 2, 0, 0, 0), line(2, 2, 0, 2));
  }

  @Test
  void ofOpenLinesIsWeightedByLength() {
    check(0, 2.5, line(0, 0, 0, 4), line(0, 4, 0, 5));
  }

  @Test
  void crossesTheDateLine() {
    check(1, 180, line(0, 179, 0, -179, 2, -179, 2, 179, 0, 179));
    check(1, -179.5, line(0, 179, 0, -178, 2, -178, 2, 179, 0, 179));
  }

  @Test
  void ofAFlatRingLiesOnIt() {
    check(0.5, 0.5, line(0, 0, 1, 1, 0.3, 0.3, 0, 0));
  }

  @Test
  void ofOnePointIsThePoint() {
    check(-90, 180, line(-90, 180));
    check(3, 4, line(3, 4, 3, 4));
    assertThat(Centroid.of(Stream.<LongList>empty().toList())).isEmpty();
    assertThat(Centroid.of(List.of(new LongList()))).isEmpty();
  }
}

package io.proxyherd.places.formats;

import java.util.List;
import java.util.Optional;

/**
 * The centre of outlines on a plate carrée map around their first point: that of the enclosed areas
 * if they are rings, otherwise that of the lines, weighted by length. Holes are left out of
 * account.
 */
final class Centroid {
  /** Of an area thinner than this share of its outline's square, rounding says where it is. */
  private static final double THINNEST = 1e-9;

  private final double originLatitude;
  private final double originLongitude;
  private final double shrink;

  private double areas;
  private double areaX;
  private double areaY;
  private double lengths;
  private double lengthX;
  private double lengthY;

  private Centroid(long origin) {
    originLatitude = Position.latitude(origin);
    originLongitude = Position.longitude(origin);
    shrink = Math.cos(Math.toRadians(originLatitude));
  }

  /**
   * The centre.
   *
   * @param outlines lists of {@link Position}s
   * @return a {@link Position}; empty when there are no points
   */
  static Optional<Long> of(List<LongList> outlines) {
    List<LongList> lines = outlines.stream().filter(line -> line.size() > 0).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    long origin = lines.getFirst().at(0);
    var centroid = new Centroid(origin);
    List<LongList> rings = Rings.of(lines);
    rings.forEach(centroid::addArea);
    lines.forEach(centroid::addLine);
    return Optional.of(centroid.position());
  }

  private void addArea(LongList ring) {
    double area = 0;
    double sumX = 0;
    double sumY = 0;
    double x = x(ring.at(0), 0);
    double y = y(ring.at(0));
    for (int i = 1; i < ring.size(); i++) {
      double nextX = x(ring.at(i), x);
      double nextY = y(ring.at(i));
      double cross = x * nextY - nextX * y;
      area += cross / 2;
      sumX += (x + nextX) * cross / 6;
      sumY += (y + nextY) * cross / 6;
      x = nextX;
      y = nextY;
    }
    // Whichever way round a ring runs, it counts.
    double sign = Math.signum(area);
    areas += sign * area;
    areaX += sign * sumX;
    areaY += sign * sumY;
  }

  private void addLine(LongList line) {
    double x = x(line.at(0), 0);
    double y = y(line.at(0));
    for (int i = 1; i < line.size(); i++) {
      double nextX = x(line.at(i), x);
      double nextY = y(line.at(i));
      double length = Math.hypot((nextX - x) * shrink, nextY - y);
      lengths += length;
      lengthX += length * (x + nextX) / 2;
      lengthY += length * (y + nextY) / 2;
      x = nextX;
      y = nextY;
    }
  }

  private double y(long position) {
    return Position.latitude(position) - originLatitude;
  }

  /** Degrees east of the origin, on whichever side of the date line is nearer to the last point. */
  private double x(long position, double last) {
    double x = Position.longitude(position) - originLongitude;
    return x - 360 * Math.rint((x - last) / 360);
  }

  private long position() {
    if (areas > THINNEST * lengths * lengths) {
      return position(areaX / areas, areaY / areas);
    }
    return lengths > 0 ? position(lengthX / lengths, lengthY / lengths) : position(0, 0);
  }

  private long position(double x, double y) {
    double longitude = originLongitude + x;
    double wrapped = longitude - 360 * Math.rint(longitude / 360);
    double latitude = Math.clamp(originLatitude + y, -90, 90);
    return Position.ofDegrees(latitude, wrapped);
  }
}

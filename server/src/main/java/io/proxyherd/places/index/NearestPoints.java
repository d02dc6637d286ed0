package io.proxyherd.places.index;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.EarthDistance;
import java.util.Optional;

/**
 * The nearest points of {@link Strips} to that of a query, nearest first. Found in microseconds or
 * not at all.
 */
final class NearestPoints {
  /** Kept in order by insertion. */
  private static final int MOST_PLACES = 64;

  private static final double MOST_RADIUS_KM = 100;

  /** Among more it is tried with half the radius first. */
  private static final int CROWD = 256;

  /** More are not measured. */
  private static final int MOST_POINTS = 8 * CROWD;
  private static final double LEAST_REACH_METRES = 1;

  /** Ten centimetres, since boxes are computed with rounding. */
  private static final double SLACK_DEGREES = 1e-6;

  /** A box that is nearly half the earth wide may as well go all the way round. */
  private static final double WIDEST_SINE = 0.99;

  private static final double METRES_PER_DEGREE = EarthDistance.metres(0, 0, 1, 0);

  private final Strips strips;
  private final NearbyQuery query;
  private final int[] points;
  private final double[] metres;
  private int size;
  private boolean tied;
  // The box.
  private long south;
  private long north;
  private Strips.Runs runs;

  private NearestPoints(Strips strips, NearbyQuery query) {
    this.strips = strips;
    this.query = query;
    points = new int[query.limit()];
    metres = new double[query.limit()];
    runs = within(query.radiusKm() * 1000);
  }

  /**
   * Looks for them.
   *
   * @return empty if that may take long, if several are equally near, or for a type
   */
  static Optional<NearestPoints> find(Strips strips, NearbyQuery query) {
    boolean isQuick =
        query.type().isEmpty()
            && query.limit() <= MOST_PLACES
            && query.radiusKm() <= MOST_RADIUS_KM
            && Math.abs(query.latitude()) <= 90
            && Math.abs(query.longitude()) <= 180;
    return isQuick
        ? Optional.of(new NearestPoints(strips, query)).filter(NearestPoints::search)
        : Optional.empty();
  }

  int size() {
    return size;
  }

  /** The number of the nearest but so many. */
  int number(int rank) {
    return strips.number(points[rank]);
  }

  /** In the form of {@link PlaceDocument#POSITION}. */
  long position(int rank) {
    return PlaceDocument.position(
        strips.latitude(points[rank]), strips.longitude(points[rank]));
  }

  double metres(int rank) {
    return metres[rank];
  }

  private boolean search() {
    double radius = query.radiusKm() * 1000;
    double reach = radius;
    while (runs.points() > CROWD && reach > LEAST_REACH_METRES) {
      reach /= 2;
      runs = within(reach);
    }
    while (runs.points() <= MOST_POINTS) {
      measure(reach);
      if (size == points.length || reach == radius) {
        return !tied;
      }
      reach *= 2;
      runs = within(reach);
    }
    return false;
  }

  /** The points in the box around a circle, and some to the north and south of it. */
  private Strips.Runs within(double reachMetres) {
    double high = reachMetres / METRES_PER_DEGREE;
    double latitude = query.latitude();
    south = (long) Math.floor((latitude - high - SLACK_DEGREES) * Strips.STEPS_PER_DEGREE);
    north = (long) Math.ceil((latitude + high + SLACK_DEGREES) * Strips.STEPS_PER_DEGREE);
    double sine = Math.sin(Math.toRadians(high)) / Math.cos(Math.toRadians(latitude));
    if (Math.abs(latitude) + high + SLACK_DEGREES >= 90 || sine > WIDEST_SINE) {
      return strips.within(south, -Strips.HALF_TURN, north, Strips.HALF_TURN);
    }
    double wide = Math.toDegrees(Math.asin(sine)) + SLACK_DEGREES;
    return strips.within(
        south,
        (long) Math.floor((query.longitude() - wide) * Strips.STEPS_PER_DEGREE),
        north,
        (long) Math.ceil((query.longitude() + wide) * Strips.STEPS_PER_DEGREE));
  }

  private void measure(double reachMetres) {
    size = 0;
    tied = false;
    for (int run = 0; run < runs.size(); run++) {
      for (int point = runs.from(run); point < runs.to(run); point++) {
        int latitude = strips.latitude(point);
        if (south <= latitude && latitude <= north) {
          take(point, metresTo(point), reachMetres);
        }
      }
    }
  }

  private double metresTo(int point) {
    return EarthDistance.metres(
        query.latitude(),
        query.longitude(),
        PlaceDocument.degrees(strips.latitude(point)),
        PlaceDocument.degrees(strips.longitude(point)));
  }

  private void take(int point, double far, double reachMetres) {
    boolean isFull = size == points.length;
    if (far > reachMetres || (isFull && far > metres[size - 1])) {
      return;
    }
    int rank = isFull ? size - 1 : size++;
    tied |= isFull && far == metres[rank];
    for (; rank > 0 && metres[rank - 1] >= far; rank--) {
      tied |= metres[rank - 1] == far;
      points[rank] = points[rank - 1];
      metres[rank] = metres[rank - 1];
    }
    points[rank] = point;
    metres[rank] = far;
  }
}

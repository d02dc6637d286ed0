package io.proxyherd.places.index;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.node.NearbyQuery;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The nearest points of {@link Strips} to that of a query, nearest first. Found in a microsecond or
 * not at all: the order is that of the haversine by a polynomial, and where that may differ from
 * the order by {@link EarthDistance} there is no answer.
 */
final class NearestPoints {
  /** Kept in order by insertion. */
  private static final int MOST_PLACES = 64;

  private static final double MOST_RADIUS_KM = 100;

  /** A box that reaches farther to the east and west is near a pole. */
  private static final double WIDEST_DEGREES = 11;

  /** Among more it is tried with half the radius first. */
  private static final int CROWD = 128;

  /** More are not measured. */
  private static final int MOST_POINTS = 16 * CROWD;

  private static final double LEAST_REACH_DEGREES = 1e-5;

  /** Ten centimetres, since boxes are computed with rounding. */
  private static final double SLACK_DEGREES = 1e-6;

  /** Haversines that differ by less of them, or by less at all, may belong in the other order. */
  private static final double DOUBTFUL_PART = 1e-9;

  private static final double DOUBTFUL = 4e-21;
  private static final double METRES_PER_DEGREE = EarthDistance.metres(0, 0, 1, 0);

  private final Strips strips;
  private final double latitude;
  private final double longitude;
  private final double sine;
  private final double cosine;
  private final int[] points;
  private final double[] haversines;
  private int size;
  private boolean isDoubtful;
  // The box.
  private long south;
  private long north;

  private NearestPoints(Strips strips, NearbyQuery query) {
    this.strips = strips;
    latitude = query.latitude();
    longitude = query.longitude();
    sine = Math.sin(Math.toRadians(latitude));
    cosine = Math.cos(Math.toRadians(latitude));
    points = new int[query.limit()];
    haversines = new double[query.limit()];
  }

  /**
   * Looks for them.
   *
   * @return empty if that may take long, if several are equally near, near the poles, or for a type
   */
  static Optional<NearestPoints> find(Strips strips, NearbyQuery query) {
    boolean isQuick =
        query.type().isEmpty()
            && query.limit() <= MOST_PLACES
            && query.radiusKm() <= MOST_RADIUS_KM
            && Math.abs(query.latitude()) <= 90
            && Math.abs(query.longitude()) <= 180;
    if (!isQuick) {
      return Optional.empty();
    }
    var nearest = new NearestPoints(strips, query);
    double radius = query.radiusKm() * 1000 / METRES_PER_DEGREE;
    return nearest.width(radius) <= WIDEST_DEGREES && nearest.search(radius)
        ? Optional.of(nearest)
        : Optional.empty();
  }

  int size() {
    return size;
  }

  /** The number of the nearest but so many. */
  int number(int rank) {
    return strips.number(points[rank]);
  }

  /** Those of all, nearest first. */
  int[] numbers() {
    return IntStream.range(0, size).map(this::number).toArray();
  }

  private boolean search(double radius) {
    double reach = radius;
    Strips.Runs runs = within(reach);
    while (runs.points() > CROWD && reach > LEAST_REACH_DEGREES) {
      reach /= 2;
      runs = within(reach);
    }
    while (runs.points() <= MOST_POINTS) {
      measure(runs, reach);
      if (size == points.length || reach == radius) {
        return !isDoubtful;
      }
      reach *= 2;
      runs = within(reach);
    }
    return false;
  }

  /** The points in the box around a circle, and some to the north and south of it. */
  private Strips.Runs within(double reach) {
    south = steps(latitude - reach - SLACK_DEGREES);
    north = steps(latitude + reach + SLACK_DEGREES) + 1;
    double width = width(reach) + SLACK_DEGREES;
    return strips.within(south, steps(longitude - width), north, steps(longitude + width) + 1);
  }

  /** How far a circle reaches to the east and west, degrees. */
  private double width(double reach) {
    return Math.abs(latitude) + reach >= 90
        ? 180
        : Math.toDegrees(Math.asin(Math.min(1, Math.sin(Math.toRadians(reach)) / cosine)));
  }

  private static long steps(double degrees) {
    return (long) Math.floor(degrees * Strips.STEPS_PER_DEGREE);
  }

  private void measure(Strips.Runs runs, double reach) {
    size = 0;
    isDoubtful = false;
    double most = square(sine(Math.toRadians(reach) / 2));
    for (int run = 0; run < runs.size(); run++) {
      for (int point = runs.from(run); point < runs.to(run); point++) {
        int steps = strips.latitude(point);
        if (south <= steps && steps <= north) {
          take(point, haversineTo(point), most);
        }
      }
    }
  }

  private double haversineTo(int point) {
    double up = Math.toRadians(PlaceDocument.degrees(strips.latitude(point)) - latitude);
    double degrees = PlaceDocument.degrees(strips.longitude(point)) - longitude;
    double across = Math.toRadians(Math.abs(degrees) > 180 ? 360 - Math.abs(degrees) : degrees);
    double squared = square(sine(up / 2));
    double cosineThere = cosine * (1 - 2 * squared) - sine * sine(up);
    return squared + cosine * cosineThere * square(sine(across / 2));
  }

  /** To 14 digits for up to a tenth. */
  private static double sine(double radians) {
    double squared = square(radians);
    // Divisions by constants are done by the compiler.
    return radians
        * (1 - squared * (1.0 / 6) * (1 - squared * (1.0 / 20) * (1 - squared * (1.0 / 42))));
  }

  private static double square(double number) {
    return number * number;
  }

  private void take(int point, double far, double most) {
    isDoubtful |= isDoubtful(far, most);
    if (far > most) {
      return;
    }
    if (size == points.length) {
      isDoubtful |= isDoubtful(far, haversines[size - 1]);
      if (far >= haversines[size - 1]) {
        return;
      }
      size--;
    }
    int rank = size++;
    for (; rank > 0 && haversines[rank - 1] > far; rank--) {
      points[rank] = points[rank - 1];
      haversines[rank] = haversines[rank - 1];
    }
    points[rank] = point;
    haversines[rank] = far;
    isDoubtful |= rank > 0 && isDoubtful(far, haversines[rank - 1]);
    isDoubtful |= rank + 1 < size && isDoubtful(far, haversines[rank + 1]);
  }

  private static boolean isDoubtful(double one, double other) {
    return Math.abs(one - other) <= DOUBTFUL_PART * other + DOUBTFUL;
  }
}

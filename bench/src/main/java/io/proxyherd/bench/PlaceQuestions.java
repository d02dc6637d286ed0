package io.proxyherd.bench;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The same questions in every run: within a few kilometres of a shipped place, 20 each. */
final class PlaceQuestions {
  private static final int LIMIT = 20;
  private static final int DIFFERENT = 1 << 16;

  private final double[] latitudes = new double[DIFFERENT];
  private final double[] longitudes = new double[DIFFERENT];
  private int next;

  PlaceQuestions() {
    List<Place> shipped = shipped();
    var random = new SplittableRandom(1);
    for (int i = 0; i < DIFFERENT; i++) {
      Place near = shipped.get(random.nextInt(shipped.size()));
      latitudes[i] = moved(near.latitude(), 85, random);
      longitudes[i] = moved(near.longitude(), 180, random);
    }
  }

  NearbyQuery next(double radiusKm) {
    next = (next + 1) % DIFFERENT;
    return new NearbyQuery(latitudes[next], longitudes[next], radiusKm, LIMIT);
  }

  /** A million places, scattered some kilometres around the shipped ones. */
  static PlaceRows million() {
    return sink -> {
      List<Place> shipped = shipped();
      var random = new SplittableRandom(2);
      for (int i = 0; i < 1_000_000; i++) {
        Place near = shipped.get(random.nextInt(shipped.size()));
        sink.accept(
            new Place(
                "m" + i,
                near.name() + " " + i,
                // Redis knows no place beyond 85 degrees.
                moved(near.latitude(), 85, random),
                moved(near.longitude(), 180, random),
                near.types(),
                near.vicinity(),
                near.attribution()));
      }
    };
  }

  private static double moved(double degrees, double most, SplittableRandom random) {
    return Math.clamp(degrees + 0.05 * random.nextGaussian(), -most, most);
  }

  private static List<Place> shipped() {
    var places = new ArrayList<Place>();
    try {
      Dataset.shipped().read(places::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }
}

package io.proxyherd.bench;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How a million clients stand on the globe, and how they move. */
public enum Crowd {
  /** Anywhere, each as far from the others as from anybody: the same density on sea and land. */
  UNIFORM {
    @Override
    double[] place(int client, RandomGenerator random) {
      return new double[] {
        Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)), 360 * random.nextDouble() - 180
      };
    }
  },
  /** In ten towns of 100,000 clients each, most of them within 3 km of its middle. */
  TOWNS {
    @Override
    double[] place(int client, RandomGenerator random) {
      var town = new SplittableRandom(client % 10);
      double width = 0.03;
      return new double[] {
        -50 + 100 * town.nextDouble() + width * random.nextGaussian(),
        -150 + 300 * town.nextDouble() + width * random.nextGaussian()
      };
    }
  };

  /** Latitude and longitude of a client. */
  abstract double[] place(int client, RandomGenerator random);

  /** A few metres on from there. */
  static double[] step(double[] from, RandomGenerator random) {
    return new double[] {
      Math.clamp(from[0] + 1e-4 * random.nextDouble(-1, 1), -90, 90),
      Math.clamp(from[1] + 1e-4 * random.nextDouble(-1, 1), -180, 180)
    };
  }

  /** ISO 6709, with 7 decimals. */
  static String location(double[] at) {
    return angle(at[0]) + angle(at[1]);
  }

  private static String angle(double degrees) {
    long steps = Math.abs(Math.round(degrees * 1e7));
    String decimals = String.valueOf(10_000_000 + steps % 10_000_000).substring(1);
    return (degrees < 0 ? "-" : "+") + steps / 10_000_000 + "." + decimals;
  }
}

package io.proxyherd.near;

import java.util.Locale;
import java.util.Random;

/** Ways in which clients stand on the globe, and those who look for them. */
enum Scatter {
  ANYWHERE {
    @Override
    double[] degrees(Random random) {
      return new double[] {
        Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)), 360 * random.nextDouble() - 180
      };
    }
  },
  TOWNS {
    @Override
    double[] degrees(Random random) {
      int town = random.nextInt(3);
      double width = town == 0 ? 1e-5 : 0.05;
      return new double[] {
        30.0 * town + width * random.nextGaussian(), -100.0 * town + width * random.nextGaussian()
      };
    }
  },
  AT_THE_POLES {
    @Override
    double[] degrees(Random random) {
      double fromPole = random.nextInt(8) == 0 ? 0 : 3 * random.nextDouble();
      double latitude = random.nextBoolean() ? 90 - fromPole : fromPole - 90;
      return new double[] {latitude, 360 * random.nextDouble() - 180};
    }
  },
  AT_THE_SEAM {
    @Override
    double[] degrees(Random random) {
      double fromSeam = random.nextInt(8) == 0 ? 0 : random.nextDouble();
      return new double[] {
        4 * random.nextDouble() - 2, random.nextBoolean() ? 180 - fromSeam : fromSeam - 180
      };
    }
  },
  /** Many on the same points, many at the same distance. */
  ON_A_LATTICE {
    @Override
    double[] degrees(Random random) {
      return new double[] {random.nextInt(5) - 2, random.nextInt(5) - 2};
    }
  },
  ON_ONE_SPOT {
    @Override
    double[] degrees(Random random) {
      return random.nextInt(20) == 0
          ? ANYWHERE.degrees(random)
          : new double[] {34.068930, -118.445127};
    }
  },
  /** The ends of what there is, also where the grid's own squares meet. */
  AT_CORNERS {
    @Override
    double[] degrees(Random random) {
      double[] latitudes = {-90, -89.9999999, 0, 17.3741824, 89.9999999, 90};
      double[] longitudes = {-180, -179.9999999, -1e-7, 0, 34.7483648, 90, 179.9999999, 180};
      return new double[] {
        latitudes[random.nextInt(latitudes.length)], longitudes[random.nextInt(longitudes.length)]
      };
    }
  };

  /** Some latitude and longitude. */
  abstract double[] degrees(Random random);

  /** Some location, with more or fewer decimals. */
  String location(Random random) {
    double[] at = degrees(random);
    String form = "%+." + random.nextInt(6, 11) + "f";
    return String.format(Locale.ROOT, form + form, clamped(at[0], 90), clamped(at[1], 180));
  }

  private static double clamped(double degrees, int most) {
    return Math.clamp(degrees, -most, most);
  }
}

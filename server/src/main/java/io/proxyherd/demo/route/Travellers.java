package io.proxyherd.demo.route;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Travellers of all sorts, spread evenly over all cities. */
public final class Travellers {
  /** The traffic of a city, again and again. */
  private static final List<Vehicle> TRAFFIC =
      List.of(
          Vehicle.BUS,
          Vehicle.WALKER,
          Vehicle.CAR,
          Vehicle.BIKE,
          Vehicle.CAR,
          Vehicle.WALKER,
          Vehicle.CAR);

  private Travellers() {}

  /**
   * So many of them. With the same seed the first ones are the same and move the same, however many
   * there are.
   */
  public static List<Traveller> of(int count, long seed) {
    var chances = new SplittableRandom(seed);
    List<Town> towns = Stream.of(City.values()).map(Town::new).toList();
    var travellers = new ArrayList<Traveller>(count);
    for (int i = 0; i < count; i++) {
      Vehicle vehicle = TRAFFIC.get(i / towns.size() % TRAFFIC.size());
      travellers.add(towns.get(i % towns.size()).next(vehicle, chances.split()));
    }
    return travellers;
  }

  /** A city, and how many of each sort it has so far. */
  private static final class Town {
    private final City city;
    private final Streets streets;
    private final EnumMap<Vehicle, Integer> counts = new EnumMap<>(Vehicle.class);

    Town(City city) {
      this.city = city;
      streets = new Streets(city);
    }

    Traveller next(Vehicle vehicle, SplittableRandom chance) {
      int number = counts.merge(vehicle, 1, Integer::sum);
      String id = vehicle.word() + "-" + number + "." + city.domain();
      return new Traveller(id, city, vehicle, streets, chance);
    }
  }
}

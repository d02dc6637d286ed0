package io.proxyherd.places.shipped;

import io.proxyherd.places.Attribution;

/**
 * A source of the shipped places, kept apart from the others because each has its own licence. The
 * dataset has them in this order.
 */
enum Layer {
  GEONAMES("gn-", 100_000, "GeoNames, CC BY 4.0", "https://www.geonames.org/"),
  FAA(
      "faa-",
      1_000_000,
      "Federal Aviation Administration (FAA)",
      "https://www.faa.gov/air_traffic/flight_info/aeronav/aero_data/NASR_Subscription/");

  private final String idPrefix;
  private final int unitsPerDegree;
  private final String source;
  private final String link;

  Layer(String idPrefix, int unitsPerDegree, String source, String link) {
    this.idPrefix = idPrefix;
    this.unitsPerDegree = unitsPerDegree;
    this.source = source;
    this.link = link;
  }

  String idPrefix() {
    return idPrefix;
  }

  Attribution attribution() {
    return new Attribution(source, link);
  }

  /** Degrees as the whole number that the dataset keeps: 1.1 m (GeoNames) or 0.11 m (FAA) fine. */
  int toUnits(double degrees) {
    return Math.toIntExact(Math.round(degrees * unitsPerDegree));
  }

  double toDegrees(int units) {
    return (double) units / unitsPerDegree;
  }
}

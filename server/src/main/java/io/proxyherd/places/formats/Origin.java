package io.proxyherd.places.formats;

import io.proxyherd.places.Attribution;

/**
 * Where the rows of a file come from.
 *
 * @param source who made it, such as {@code OpenStreetMap}
 * @param licence its short name, such as {@code ODbL-1.0}
 * @param attribution whom to name when a place of it is shown
 */
public record Origin(String source, String licence, Attribution attribution) {
  static final Origin OPENSTREETMAP =
      new Origin(
          "OpenStreetMap",
          "ODbL-1.0",
          new Attribution(
              "OpenStreetMap contributors, ODbL", "https://www.openstreetmap.org/copyright"));

  static final Origin GEONAMES =
      new Origin(
          "GeoNames",
          "CC-BY-4.0",
          new Attribution("GeoNames, CC BY 4.0", "https://www.geonames.org/"));

  static final Origin OVERTURE =
      new Origin(
          "Overture Maps",
          "CDLA-Permissive-2.0",
          new Attribution("Overture Maps Foundation", "https://overturemaps.org/"));
}

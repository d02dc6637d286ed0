package io.proxyherd.places.formats;

/** A kind of file that {@link MapFile} reads. */
public enum Format {
  OSM_PBF("OSM PBF"),
  OSM_XML("OSM XML"),
  GEOJSON("GeoJSON"),
  /** A feature a line, or after each record separator of RFC 8142. */
  GEOJSON_SEQ("GeoJSONSeq"),
  /** The 19 columns of allCountries.txt and cities1000.txt. */
  GEONAMES("GeoNames"),
  /** With a header row. */
  CSV("CSV");

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }
}

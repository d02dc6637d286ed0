package io.proxyherd.config;

/** A provider of places. */
public enum PlaceSource {
  /** The places that come with the product, and those that were imported. */
  EMBEDDED,
  /** Google's Places API (New). */
  GOOGLE,
  /** Google's Nearby Search, which new projects can't have. */
  GOOGLE_LEGACY,
  /** OpenStreetMap by Photon, which needs no key. */
  PHOTON;

  /** As the file has it. */
  public String written() {
    return Kind.written(this);
  }

  /** The variable of the environment that may hold its key, if it has one. */
  public String keyVariable() {
    return Environment.variable(written() + ".key");
  }
}

package io.proxyherd.places.formats;

final class GeoJsonReader {
  private GeoJsonReader() {}

  static boolean isFeature(String line) {
    return line.startsWith("{\"type\":\"Feature\"") && line.endsWith("}");
  }
}

package io.proxyherd.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Prints places as a Google Nearby Search answer: UTF-8 JSON on one line, places in the order
 * given, each attribution once.
 */
public final class NearbyPrinter {
  private static final JsonFactory JSON = new JsonFactory();

  private NearbyPrinter() {}

  /** Prints what was found; what a provider wants passed on as it is, as it is. */
  public static byte[] print(Outcome.Found found) {
    return found
        .original()
        .map(original -> original.json().getBytes(UTF_8))
        .orElseGet(() -> print(found.places()));
  }

  public static byte[] print(List<Place> places) {
    var bytes = new ByteArrayOutputStream(256 + 256 * places.size());
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      printAttributions(json, places);
      printResults(json, places);
      json.writeStringProperty("status", places.isEmpty() ? "ZERO_RESULTS" : "OK");
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void printAttributions(JsonGenerator json, List<Place> places) {
    json.writeArrayPropertyStart("html_attributions");
    places.stream().map(Place::attribution).distinct().forEach(by -> printText(json, by.html()));
    json.writeEndArray();
  }

  private static void printResults(JsonGenerator json, List<Place> places) {
    json.writeArrayPropertyStart("results");
    places.forEach(place -> printPlace(json, place));
    json.writeEndArray();
  }

  private static void printPlace(JsonGenerator json, Place place) {
    json.writeStartObject();
    printGeometry(json, place);
    printProperty(json, "name", place.name());
    printProperty(json, "place_id", place.id());
    json.writeArrayPropertyStart("types");
    place.types().forEach(type -> printText(json, type));
    json.writeEndArray();
    if (!place.vicinity().isEmpty()) {
      printProperty(json, "vicinity", place.vicinity());
    }
    json.writeEndObject();
  }

  private static void printGeometry(JsonGenerator json, Place place) {
    json.writeObjectPropertyStart("geometry");
    json.writeObjectPropertyStart("location");
    json.writeNumberProperty("lat", place.latitude());
    json.writeNumberProperty("lng", place.longitude());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void printProperty(JsonGenerator json, String name, String text) {
    json.writeName(name);
    printText(json, text);
  }

  /** As bytes, since half a surrogate pair becomes a question mark there instead of an error. */
  private static void printText(JsonGenerator json, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    json.writeUTF8String(utf8, 0, utf8.length);
  }
}

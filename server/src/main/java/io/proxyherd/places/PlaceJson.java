package io.proxyherd.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A place as answers print it, on one line.
 *
 * @param result its object among the results
 * @param attribution the string that names its source
 */
@SuppressWarnings("ArrayRecordComponent") // printed, never compared
public record PlaceJson(byte[] result, byte[] attribution) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Prints the place. */
  public static PlaceJson of(Place place) {
    return new PlaceJson(
        print(json -> printPlace(json, place)),
        print(json -> printText(json, place.attribution().html())));
  }

  private static byte[] print(Consumer<JsonGenerator> part) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      part.accept(json);
    }
    return bytes.toByteArray();
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

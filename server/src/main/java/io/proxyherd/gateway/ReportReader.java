package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.command.CommandParser;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.text.HarmlessText;
import io.proxyherd.text.Printable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Reads reports as programs write them: {@code latitude} and {@code longitude}, or {@code
 * location}, perhaps {@code time}; in a batch also {@code client}. Every digit is kept. What is not
 * as expected throws {@link RefusedRequest}.
 */
final class ReportReader {
  private static final String CLIENT = "client";
  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";
  private static final String LOCATION = "location";
  private static final String TIME = "time";
  private static final Set<String> MEMBERS = Set.of(CLIENT, LATITUDE, LONGITUDE, LOCATION, TIME);
  private static final int MOST_DIGITS = 40;
  private static final int LONGEST_EXCERPT = 200;

  private final Supplier<String> now;

  /**
   * @param now the time of a report that says none, POSIX seconds
   */
  ReportReader(Supplier<String> now) {
    this.now = now;
  }

  /** The report of one client, whose ID stands elsewhere. */
  Reported of(byte[] client, byte[] json) {
    JsonNode object = object(json);
    if (object.has(CLIENT)) {
      throw RefusedRequest.bad(
          "member", CLIENT, "no client in the body", "the path names the client");
    }
    return new Reported(checked(client), location(object), time(object));
  }

  /** The report of the client that it names. */
  Reported of(byte[] json) {
    JsonNode object = object(json);
    return new Reported(client(object.path(CLIENT)), location(object), time(object));
  }

  /** The features of a collection. */
  static List<JsonNode> features(byte[] json) {
    JsonNode features = tree(json).path("features");
    if (!features.isArray()) {
      throw RefusedRequest.bad(
          "body",
          "no array of features",
          "a GeoJSON FeatureCollection",
          "send single positions as rows of application/x-ndjson");
    }
    return List.copyOf(features.values());
  }

  /** The report that a GeoJSON point with the properties {@code client} and {@code time} makes. */
  Reported of(JsonNode feature) {
    JsonNode geometry = feature.path("geometry");
    JsonNode coordinates = geometry.path("coordinates");
    if (!geometry.path("type").asString("").equals("Point") || coordinates.size() < 2) {
      throw RefusedRequest.bad(
          "geometry",
          Printable.text(geometry.toString()),
          "a Point with longitude and latitude",
          "send each position as a feature of its own");
    }
    JsonNode properties = feature.path("properties");
    JsonNode named = properties.path(CLIENT);
    return new Reported(
        client(named.isMissingNode() ? feature.path("id") : named),
        degrees(LATITUDE, coordinates.path(1), 90) + degrees(LONGITUDE, coordinates.path(0), 180),
        time(properties));
  }

  private static JsonNode object(byte[] json) {
    JsonNode object = tree(json);
    if (!object.isObject()) {
      throw RefusedRequest.bad(
          "body",
          Printable.text(object.toString()),
          "a JSON object",
          "write such as {\"latitude\": 34.06893, \"longitude\": -118.445127}");
    }
    for (String member : object.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        throw RefusedRequest.bad(
            "member",
            Printable.text(member),
            "latitude and longitude, or location; time",
            "check the spelling");
      }
    }
    return object;
  }

  private static JsonNode tree(byte[] json) {
    return Json.readTree(json)
        .orElseThrow(() ->
            RefusedRequest.bad(
                "body",
                json.length == 0 ? "nothing" : excerpt(json),
                "one JSON text in UTF-8, no member twice",
                "check its commas, quotes and brackets"));
  }

  private static String excerpt(byte[] json) {
    return Printable.text(
        HarmlessText.of(
            json.length <= LONGEST_EXCERPT ? json : Arrays.copyOf(json, LONGEST_EXCERPT)));
  }

  private static byte[] client(JsonNode client) {
    String id = client.isString() ? client.stringValue() : "";
    // Half a surrogate pair has no bytes.
    if (!UTF_8.newEncoder().canEncode(id)) {
      throw badClient(Printable.text(id));
    }
    return checked(id.getBytes(UTF_8));
  }

  private static byte[] checked(byte[] client) {
    boolean good = client.length >= 1 && client.length <= CommandParser.LONGEST_CLIENT;
    for (byte each : client) {
      good &= each != ' ' && (each < '\t' || each > '\r');
    }
    if (!good) {
      throw badClient(Printable.text(HarmlessText.of(client)));
    }
    return client;
  }

  private static RefusedRequest badClient(String shown) {
    return RefusedRequest.bad(
        CLIENT,
        shown.isEmpty() ? "nothing" : shown,
        "an ID of 1 to 256 bytes that are not white space",
        "use the ID that the client has in its IAMAT");
  }

  private static String location(JsonNode object) {
    JsonNode location = object.path(LOCATION);
    if (location.isMissingNode() || location.isNull()) {
      return degrees(LATITUDE, object.path(LATITUDE), 90)
          + degrees(LONGITUDE, object.path(LONGITUDE), 180);
    }
    if (object.hasNonNull(LATITUDE) || object.hasNonNull(LONGITUDE)) {
      throw RefusedRequest.bad(
          "member", LOCATION, "location, or latitude and longitude", "leave one of both out");
    }
    byte[] text = location.asString("").getBytes(UTF_8);
    if (!location.isString() || !Iso6709.isValid(text, 0, text.length)) {
      throw RefusedRequest.bad(
          LOCATION,
          Printable.text(location.toString()),
          "ISO 6709 decimal degrees such as +34.068930-118.445127",
          "both with a sign; or use latitude and longitude");
    }
    return new String(text, US_ASCII);
  }

  /** Signed, as ISO 6709 has them. */
  private static String degrees(String name, JsonNode number, int most) {
    return Optional.of(number)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(value -> value.precision() <= MOST_DIGITS && Math.abs(value.scale()) <= MOST_DIGITS)
        .filter(value -> value.abs().compareTo(BigDecimal.valueOf(most)) <= 0)
        .map(value -> (value.signum() < 0 ? "" : "+") + value.toPlainString())
        .orElseThrow(() ->
            RefusedRequest.bad(
                name,
                number.isMissingNode() ? "nothing" : Printable.text(number.toString()),
                "a number from -" + most + " to " + most,
                "it is in degrees"));
  }

  private String time(JsonNode object) {
    JsonNode time = object.path(TIME);
    if (time.isMissingNode() || time.isNull()) {
      return now.get();
    }
    return text(time)
        .flatMap(ClientTime::posix)
        .orElseThrow(() -> ClientTime.refusal(TIME, Printable.text(time.toString())));
  }

  private static Optional<String> text(JsonNode time) {
    if (time.isString()) {
      return Optional.of(time.stringValue());
    }
    return Optional.of(time)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(value -> value.precision() <= MOST_DIGITS && Math.abs(value.scale()) <= MOST_DIGITS)
        .map(BigDecimal::toPlainString);
  }
}

package io.proxyherd.replay.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One GeoJSON feature while it is read: its positions and those of its properties that may say who
 * and when. Members may come in any order.
 */
final class GeoFeature {
  /** Bounds the memory for one line; longer ones are cut and said to be. */
  static final int MOST_POSITIONS = 250_000;

  private final GeoNames names;
  private final List<Position> positions = new ArrayList<>();
  private final List<String> times = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private boolean tooLong;

  /** Longitude and latitude as the file has them; {@code ""} where one is missing. */
  record Position(String longitude, String latitude) {}

  GeoFeature(GeoNames names) {
    this.names = names;
  }

  List<Position> positions() {
    return positions;
  }

  boolean tooLong() {
    return tooLong;
  }

  Optional<String> client() {
    return first(names.client());
  }

  /** The time of the position with this index: its own of a line, or the feature's. */
  Optional<String> time(int index) {
    if (!times.isEmpty()) {
      return index < times.size()
          ? Optional.of(times.get(index)).filter(time -> !time.isBlank())
          : Optional.empty();
    }
    return positions.size() == 1 ? first(names.time()) : Optional.empty();
  }

  private Optional<String> first(List<String> candidates) {
    return candidates.stream()
        .filter(properties::containsKey)
        .map(properties::get)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /**
   * Reads members up to the end of the object.
   *
   * @return false if it stopped inside an array {@code features}: the object is a collection
   */
  boolean readMembers(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY && member.equals("features")) {
        return false;
      }
      if (value == JsonToken.START_OBJECT && member.equals("geometry")) {
        readGeometry(json);
      } else if (value == JsonToken.START_OBJECT && member.equals("properties")) {
        readProperties(json);
      } else {
        json.skipChildren();
      }
    }
    return true;
  }

  private void readGeometry(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean coordinates = json.currentName().equals("coordinates");
      if (json.nextToken() == JsonToken.START_ARRAY && coordinates) {
        readCoordinates(json);
      } else {
        json.skipChildren();
      }
    }
  }

  /** A flat array is a point, an array of flat arrays a line; deeper ones hold no track. */
  private void readCoordinates(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_ARRAY) {
      add(position(json));
      return;
    }
    for (JsonToken at = first; at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (at != JsonToken.START_ARRAY) {
        add(new Position("", ""));
        continue;
      }
      if (json.nextToken() == JsonToken.START_ARRAY) {
        skipToEndOfArray(json);
      } else {
        add(position(json));
      }
    }
  }

  private static void skipToEndOfArray(JsonParser json) {
    for (JsonToken at = JsonToken.START_ARRAY; at != JsonToken.END_ARRAY; at = json.nextToken()) {
      json.skipChildren();
    }
  }

  /** Reads from the first element of a position to the end of its array. */
  private static Position position(JsonParser json) {
    String[] values = {"", ""};
    int index = 0;
    for (JsonToken at = json.currentToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (index < values.length && at.isScalarValue()) {
        values[index] = json.getString();
      }
      json.skipChildren();
      index++;
    }
    return new Position(values[0], values[1]);
  }

  private void add(Position position) {
    if (positions.size() == MOST_POSITIONS) {
      tooLong = true;
    } else {
      positions.add(position);
    }
  }

  private void readProperties(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = UsualNames.plain(json.currentName());
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY && names.times().contains(name)) {
        readTimes(json);
      } else if (value == JsonToken.START_OBJECT && name.equals(GeoNames.PER_POSITION)) {
        readProperties(json);
      } else if (isText(value) && names.wanted(name)) {
        properties.putIfAbsent(name, json.getString());
      } else {
        json.skipChildren();
      }
    }
  }

  private static boolean isText(JsonToken value) {
    return value == JsonToken.VALUE_STRING || value.isNumeric();
  }

  private void readTimes(JsonParser json) {
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (times.size() < MOST_POSITIONS) {
        times.add(isText(at) ? json.getString() : "");
      }
      json.skipChildren();
    }
  }
}

package io.proxyherd.places.formats;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A GeoJSON feature: a named one is a place, at its point or at the centre of its outline.
 * Understands the properties of Overture Maps' places and of OpenStreetMap's tags.
 */
final class GeoJsonFeature {
  /** The members of a feature that matter. */
  static final Set<String> MEMBERS = Set.of("type", "id", "geometry", "properties");

  private final JsonNode feature;
  private final JsonNode properties;

  private GeoJsonFeature(JsonNode feature) {
    this.feature = feature;
    this.properties = feature.path("properties");
  }

  static void offer(JsonNode feature, String where, Rows rows) throws IOException {
    if (!text(feature.path("type")).equals("Feature")) {
      rows.refuse(Reason.BAD_ROW, where + ": not a Feature");
      return;
    }
    Draft draft = new GeoJsonFeature(feature).draft();
    JsonNode geometry = feature.path("geometry");
    JsonNode coordinates = geometry.path("coordinates");
    if (text(geometry.path("type")).equals("Point")) {
      rows.offer(draft, degrees(coordinates.path(1)), degrees(coordinates.path(0)), () -> where);
      return;
    }
    Optional<List<LongList>> lines = lines(text(geometry.path("type")), coordinates);
    long centre = lines.flatMap(Centroid::of).orElse(Position.NONE);
    if (lines.isEmpty()) {
      rows.refuse(Reason.NO_COORDINATES, where);
    } else if (lines.get().stream().anyMatch(LongList::isCutOff)) {
      rows.refuse(Reason.TOO_LARGE, where);
    } else if (lines.get().stream().anyMatch(line -> line.contains(Position.NONE))) {
      rows.refuse(Reason.OUT_OF_RANGE, where);
    } else if (centre == Position.NONE) {
      rows.refuse(Reason.NO_OUTLINE, where);
    } else {
      rows.offer(draft, Position.latitude(centre), Position.longitude(centre), () -> where);
    }
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : "";
  }

  private static double degrees(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  /** The outlines of a geometry, without holes; empty for those that have no coordinates. */
  private static Optional<List<LongList>> lines(String type, JsonNode coordinates) {
    return switch (type) {
      case "LineString", "MultiPoint" -> Optional.of(List.of(line(coordinates)));
      case "Polygon" -> Optional.of(List.of(line(coordinates.path(0))));
      case "MultiLineString" ->
          Optional.of(elements(coordinates).map(GeoJsonFeature::line).toList());
      case "MultiPolygon" ->
          Optional.of(elements(coordinates).map(polygon -> line(polygon.path(0))).toList());
      default -> Optional.empty();
    };
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return node.isArray() ? node.valueStream() : Stream.empty();
  }

  private static LongList line(JsonNode coordinates) {
    var line = new LongList();
    elements(coordinates)
        .forEach(
            point -> line.add(Position.ofDegrees(degrees(point.path(1)), degrees(point.path(0)))));
    return line;
  }

  private Draft draft() {
    Map<String, String> tags = tags();
    return new Draft(id(), name(), types(tags), vicinity(tags));
  }

  private String id() {
    return Stream.of(feature.path("id"), properties.path("id"), properties.path("@id"))
        .filter(id -> id.isString() || id.isNumber())
        .map(id -> id.isString() ? id.asString() : Long.toString(id.asLong(0)))
        .findFirst()
        .orElse("")
        .replace('/', '-');
  }

  /** Overture has {@code names.primary}; its first releases a list of names in languages. */
  private String name() {
    return Stream.of(
            properties.path("name"),
            properties.path("names").path("primary"),
            properties.path("names").path("common").path(0).path("value"))
        .map(GeoJsonFeature::text)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("");
  }

  private static List<String> types(JsonNode properties) {
    var types = new ArrayList<String>();
    Stream.of("primary", "main")
        .map(properties.path("categories")::path)
        .map(GeoJsonFeature::text)
        .forEach(types::add);
    Stream.of("type", "types", "category")
        .map(properties::path)
        .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
        .map(GeoJsonFeature::text)
        .forEach(types::add);
    types.removeIf(String::isBlank);
    return types;
  }

  private List<String> types(Map<String, String> tags) {
    List<String> types = types(properties);
    return types.isEmpty() && PoiRule.accepts(tags) ? PoiRule.types(tags) : types;
  }

  private String vicinity(Map<String, String> tags) {
    JsonNode address = properties.path("addresses").path(0);
    String overture =
        Stream.of(address.path("freeform"), address.path("locality"))
            .map(GeoJsonFeature::text)
            .filter(part -> !part.isEmpty())
            .collect(joining(", "));
    return Stream.of(
            overture,
            text(properties.path("address")),
            text(properties.path("vicinity")),
            PoiRule.vicinity(tags))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Map<String, String> tags() {
    var tags = new HashMap<String, String>();
    if (properties.isObject()) {
      properties
          .properties()
          .forEach(property -> {
            if (property.getValue().isString()) {
              tags.put(property.getKey(), property.getValue().asString());
            }
          });
    }
    return tags;
  }
}

package io.proxyherd.places.formats;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads GeoJSON (RFC 7946): one FeatureCollection or Feature, a feature at a time. */
final class GeoJsonReader {
  private final JsonParser json;
  private final Rows rows;
  private long features;

  private GeoJsonReader(JsonParser json, Rows rows) {
    this.json = json;
    this.rows = rows;
  }

  static void read(FileInput file, Rows rows) throws IOException {
    try (Reader in = file.openText();
        JsonParser json = GeoJson.JSON.createParser(in)) {
      new GeoJsonReader(json, rows).readAll();
    } catch (JacksonException e) {
      throw GeoJson.failure(e);
    }
  }

  private void readAll() throws IOException {
    while (json.nextToken() != null) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new MapFileException(
            "GeoJSON, line %d: no object (expected: a FeatureCollection)"
                .formatted(json.currentTokenLocation().getLineNr()));
      }
      readRoot();
    }
  }

  /** The features stand in a member of this object, or it is one itself. */
  private void readRoot() throws IOException {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    boolean collection = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY && name.equals("features")) {
        collection = true;
        readFeatures();
      } else if (GeoJsonFeature.MEMBERS.contains(name)) {
        GeoJson.readValue(json).ifPresent(value -> others.set(name, value));
      } else {
        json.skipChildren();
      }
    }
    if (!collection) {
      offer(others);
    }
  }

  private void readFeatures() throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Optional<JsonNode> feature = GeoJson.readValue(json);
      if (feature.isPresent()) {
        offer(feature.get());
      } else {
        features++;
        rows.refuse(Reason.TOO_LARGE, "feature " + features);
      }
    }
  }

  private void offer(JsonNode feature) throws IOException {
    features++;
    GeoJsonFeature.offer(feature, "feature " + features, rows);
  }
}

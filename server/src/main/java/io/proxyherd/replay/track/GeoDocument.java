package io.proxyherd.replay.track;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The features of a JSON text: of a collection, an array, or one after another. */
final class GeoDocument implements AutoCloseable {
  private final JsonParser json;
  private final GeoNames names;
  private boolean inFeatures;
  private boolean inCollection;

  GeoDocument(JsonParser json, GeoNames names) {
    this.json = json;
    this.names = names;
  }

  /** The next feature; empty at the end. Something else than an object is an empty feature. */
  Optional<GeoFeature> next() {
    for (JsonToken at = json.nextToken(); at != null; at = json.nextToken()) {
      var feature = new GeoFeature(names);
      if (at == JsonToken.START_OBJECT) {
        if (feature.readMembers(json)) {
          return Optional.of(feature);
        }
        inFeatures = true;
        inCollection = true;
      } else if (at == JsonToken.START_ARRAY && !inFeatures) {
        inFeatures = true;
      } else if (at == JsonToken.END_ARRAY) {
        leaveFeatures();
      } else {
        json.skipChildren();
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }

  /** What a collection has after its features is of no interest. */
  private void leaveFeatures() {
    inFeatures = false;
    if (inCollection) {
      inCollection = false;
      var rest = new GeoFeature(names);
      while (!rest.readMembers(json)) {
        json.skipChildren();
      }
    }
  }

  @Override
  public void close() {
    json.close();
  }
}

package io.proxyherd.places.remote;

import static java.util.stream.Collectors.joining;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.OsmTypes;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.Place;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Photon's reverse geocoding: OpenStreetMap's places around a point. */
final class PhotonApi implements Api {
  private static final Attribution ATTRIBUTION =
      new Attribution(
          "© OpenStreetMap contributors, ODbL 1.0", "https://www.openstreetmap.org/copyright");
  private static final double LARGEST_RADIUS_KM = 5000;

  private final RemoteSettings settings;

  PhotonApi(RemoteSettings settings) {
    this.settings = settings;
  }

  @Override
  public HttpRequest.Builder request(NearbyQuery query) throws RemoteFailure {
    if (query.radiusKm() > LARGEST_RADIUS_KM) {
      throw refused("radius: " + query.radiusKm() + " km (expected: at most 5000)");
    }
    var url =
        new QueryText("/reverse")
            .add("lat", QueryText.plain(query.latitude()))
            .add("lon", QueryText.plain(query.longitude()))
            .add("radius", QueryText.plain(query.radiusKm()))
            .add("limit", Integer.toString(PAGE));
    tags(query).forEach(tag -> url.add("osm_tag", tag));
    return HttpRequest.newBuilder(settings.resolve(url.text()));
  }

  /** Without any tag there would be streets and house numbers mostly. */
  private static List<String> tags(NearbyQuery query) throws RemoteFailure {
    if (query.type().isEmpty()) {
      return OsmTypes.keys();
    }
    List<String> tags =
        OsmTypes.tagsOf(query.type().get()).stream().map(OsmTypes.Tag::toString).toList();
    if (tags.isEmpty()) {
      throw refused(
          "type: "
              + Excerpt.of(query.type().get())
              + " (expected: one of Google's that OpenStreetMap has a tag for)");
    }
    return tags;
  }

  private static RemoteFailure refused(String message) {
    return new RemoteFailure(Status.INVALID_REQUEST, Retry.NEVER, message);
  }

  @Override
  public Found read(Reply reply, NearbyQuery query) throws RemoteFailure {
    if (reply.status() != 200) {
      throw HttpFailure.of(reply, settings.name());
    }
    ObjectNode answer = Json.read(reply.body());
    answer.required("features").asArray();
    List<Place> places =
        Json.objects(answer, "features").stream()
            .filter(feature -> !Json.text(properties(feature), "name").isBlank())
            .map(PhotonApi::place)
            .toList();
    return new Found(Nearest.of(query, places, place -> place));
  }

  private static ObjectNode properties(ObjectNode feature) {
    return feature.required("properties").asObject();
  }

  private static Place place(ObjectNode feature) {
    ObjectNode properties = properties(feature);
    ArrayNode point = feature.required("geometry").required("coordinates").asArray();
    String key = Json.text(properties, "osm_key");
    return new Place(
        id(properties),
        Json.text(properties, "name"),
        Json.degrees(point.required(1), 90),
        Json.degrees(point.required(0), 180),
        OsmTypes.typesOf(Map.of(key, Json.text(properties, "osm_value"))),
        vicinity(properties),
        ATTRIBUTION);
  }

  /** {@code osm-n123}: a node, a way or a relation, and its number. */
  private static String id(ObjectNode properties) {
    String kind =
        switch (properties.required("osm_type").stringValue()) {
          case "N" -> "n";
          case "W" -> "w";
          case "R" -> "r";
          default -> throw new StreamReadException("osm_type: neither N, W nor R");
        };
    return "osm-" + kind + properties.required("osm_id").longValue();
  }

  /** "Westwood Plaza 330, Los Angeles, United States", as far as it is known. */
  private static String vicinity(ObjectNode properties) {
    String street =
        Stream.of("street", "housenumber")
            .map(name -> Json.text(properties, name))
            .filter(text -> !text.isEmpty())
            .collect(joining(" "));
    return Stream.of(street, Json.text(properties, "city"), Json.text(properties, "country"))
        .filter(text -> !text.isEmpty())
        .collect(joining(", "));
  }
}

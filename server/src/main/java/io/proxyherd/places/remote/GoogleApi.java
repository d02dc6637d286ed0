package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Place;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Google's Places API (New), searchNearby: the nearest places within a circle. */
final class GoogleApi implements Api {
  /** The fields that are paid for; what is not asked for does not come. */
  private static final String FIELDS =
      "places.id,places.displayName,places.location,places.types,places.primaryType,"
          + "places.formattedAddress,places.businessStatus";

  private final RemoteSettings settings;
  private final Secret key;
  private final URI url;

  GoogleApi(RemoteSettings settings, Secret key) {
    this.settings = settings;
    this.key = key;
    this.url = settings.resolve("/v1/places:searchNearby");
  }

  @Override
  public HttpRequest.Builder request(NearbyQuery query) throws RemoteFailure {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("X-Goog-Api-Key", key.reveal())
        .header("X-Goog-FieldMask", FIELDS)
        .POST(BodyPublishers.ofByteArray(Json.write(question(query))));
  }

  private static ObjectNode question(NearbyQuery query) throws RemoteFailure {
    ObjectNode question =
        Json.object().put("maxResultCount", PAGE).put("rankPreference", "DISTANCE");
    query.type().ifPresent(type -> question.putArray("includedTypes").add(type));
    ObjectNode circle = question.putObject("locationRestriction").putObject("circle");
    circle.put("radius", Google.radiusMetres(query));
    circle
        .putObject("center")
        .put("latitude", query.latitude())
        .put("longitude", query.longitude());
    return question;
  }

  @Override
  public Found read(Reply reply, NearbyQuery query) throws RemoteFailure {
    if (reply.status() != 200) {
      throw GoogleError.of(reply, settings.name());
    }
    List<Place> places =
        Json.objects(Json.read(reply.body()), "places").stream()
            .filter(GoogleApi::isOpen)
            .map(GoogleApi::place)
            .filter(place -> !place.name().isEmpty())
            .toList();
    return new Found(Nearest.of(query, places, place -> place));
  }

  private static boolean isOpen(ObjectNode place) {
    return !Json.text(place, "businessStatus").equals("CLOSED_PERMANENTLY");
  }

  private static Place place(ObjectNode place) {
    ObjectNode location = place.required("location").asObject();
    return new Place(
        place.required("id").stringValue(),
        Json.text(Json.child(place, "displayName"), "text"),
        // What is zero, Google leaves out.
        location.has("latitude") ? Json.degrees(location.required("latitude"), 90) : 0,
        location.has("longitude") ? Json.degrees(location.required("longitude"), 180) : 0,
        types(place),
        Json.text(place, "formattedAddress"),
        Google.ATTRIBUTION);
  }

  private static List<String> types(ObjectNode place) {
    return Stream.concat(
            Stream.of(Json.text(place, "primaryType")), Json.texts(place, "types").stream())
        .filter(type -> !type.isEmpty())
        .distinct()
        .toList();
  }
}

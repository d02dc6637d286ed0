package io.proxyherd.places.remote;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import io.proxyherd.places.remote.StubServer.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Google's Places API (New). */
final class GoogleStub extends ApiStub {
  private static final Set<String> TYPES = Set.of("pharmacy", "restaurant", "airport", "museum");
  private static final Set<String> FIELDS =
      Set.of(
          "places.id",
          "places.displayName",
          "places.location",
          "places.types",
          "places.primaryType",
          "places.formattedAddress",
          "places.businessStatus");
  private static final Set<String> QUESTION =
      Set.of("maxResultCount", "rankPreference", "locationRestriction", "includedTypes");

  @Override
  Answer answer(Request request) {
    if (!request.method().equals("POST") || !request.path().equals("/v1/places:searchNearby")) {
      return error(404, "NOT_FOUND", "");
    }
    if (!request.query().isEmpty()) {
      complaints.add("a query in the URL, where a key might be: " + request.query().keySet());
    }
    String key = request.headers().getOrDefault("x-goog-api-key", "");
    if (key.isEmpty()) {
      return error(403, "PERMISSION_DENIED", "");
    }
    if (!key.equals(Canary.KEY)) {
      return error(400, "INVALID_ARGUMENT", "API_KEY_INVALID");
    }
    Set<String> fields = Set.of(request.headers().getOrDefault("x-goog-fieldmask", "").split(","));
    if (!FIELDS.containsAll(fields)
        || !request.headers().getOrDefault("content-type", "").startsWith("application/json")) {
      return error(400, "INVALID_ARGUMENT", "");
    }
    try {
      return found(Json.read(request.body()));
    } catch (JacksonException | IllegalArgumentException _) {
      return error(400, "INVALID_ARGUMENT", "");
    }
  }

  private Answer found(ObjectNode question) {
    require(QUESTION.containsAll(question.propertyNames()));
    int most = question.required("maxResultCount").intValue();
    require(most >= 1 && most <= 20);
    require(question.required("rankPreference").stringValue().equals("DISTANCE"));
    ObjectNode circle = question.required("locationRestriction").required("circle").asObject();
    double radius = circle.required("radius").doubleValue();
    double latitude = circle.required("center").required("latitude").doubleValue();
    double longitude = circle.required("center").required("longitude").doubleValue();
    require(
        radius > 0 && radius <= 50_000 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    List<String> types = Json.texts(question, "includedTypes");
    require(TYPES.containsAll(types));
    return new Answer(
        200,
        answerWith(
            spots().stream()
                .filter(spot -> spot.metresFrom(latitude, longitude) <= radius)
                .filter(spot -> types.isEmpty() || types.contains(spot.type()))
                .sorted(comparingDouble(spot -> spot.metresFrom(latitude, longitude)))
                .limit(most)
                .toList()));
  }

  private static void require(boolean met) {
    if (!met) {
      throw new IllegalArgumentException();
    }
  }

  @Override
  String answerWith(List<Spot> found) {
    return found.isEmpty()
        ? "{}"
        : found.stream().map(GoogleStub::place).collect(joining(",", "{\"places\":[", "]}"));
  }

  private static String place(Spot spot) {
    return """
    {"id": "ChIJ-%d", "types": ["%s", "point_of_interest", "establishment"],
     "formattedAddress": "%d Example Way, Los Angeles, CA 90024, USA",
     "location": {"latitude": %s, "longitude": %s},
     "displayName": {"text": %s, "languageCode": "en"},
     "primaryType": "%s", "businessStatus": "OPERATIONAL"}\
    """
        .formatted(
            spot.number(),
            spot.type(),
            spot.number(),
            spot.latitude(),
            spot.longitude(),
            quoted(spot.name()),
            spot.type());
  }

  /** An error in Google's shape; without a reason there are no details. */
  static Answer error(int code, String status, String reason) {
    return error(
        code,
        status,
        reason.isEmpty()
            ? Optional.empty()
            : Optional.of(
                """
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "%s",
                 "domain": "googleapis.com", "metadata": {"service": "places.googleapis.com"}}\
                """
                    .formatted(reason)));
  }

  /** A quota that is used up, with its unit such as {@code 1/min/{project}}. */
  static Answer exhausted(String limit, String unit) {
    return error(
        429,
        "RESOURCE_EXHAUSTED",
        Optional.of(
            """
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED",
             "domain": "googleapis.com", "metadata": {"service": "places.googleapis.com",
             "quota_limit": "%s", "quota_unit": "%s", "quota_limit_value": "0"}},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7.5s"}\
            """
                .formatted(limit, unit)));
  }

  private static Answer error(int code, String status, Optional<String> details) {
    return new Answer(
        code,
        """
        {"error": {"code": %d, "message": "Words that may change. key=%s", "status": "%s"%s}}\
        """
            .formatted(
                code,
                Canary.KEY,
                status,
                details.map(text -> ", \"details\": [" + text + "]").orElse("")));
  }
}

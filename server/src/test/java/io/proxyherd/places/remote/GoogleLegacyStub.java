package io.proxyherd.places.remote;

import static java.util.stream.Collectors.joining;

import io.proxyherd.places.remote.StubServer.Request;
import java.util.List;
import java.util.Set;

/** Google's Nearby Search (legacy): everything is HTTP 200, and the radius is a hint. */
final class GoogleLegacyStub extends ApiStub {
  private static final Set<String> PARAMETERS = Set.of("location", "radius", "type", "key");
  private static final int PAGE = 20;

  @Override
  Answer answer(Request request) {
    if (!request.method().equals("GET")
        || !request.path().equals("/maps/api/place/nearbysearch/json")) {
      return new Answer(404, "<html>not found</html>");
    }
    if (!PARAMETERS.containsAll(request.query().keySet())) {
      complaints.add("parameters " + request.query().keySet());
    }
    if (!request.query().getOrDefault("key", "").equals(Canary.KEY)) {
      return status("REQUEST_DENIED", "The provided API key is invalid. key=" + Canary.KEY);
    }
    List<String> location = List.of(request.query().getOrDefault("location", "").split(",", -1));
    if (location.size() != 2
        || !isNumber(location.getFirst(), -90, 90)
        || !isNumber(location.getLast(), -180, 180)
        || !isNumber(request.query().getOrDefault("radius", ""), 1, 50_000)) {
      return status("INVALID_REQUEST", "");
    }
    double latitude = Double.parseDouble(location.getFirst());
    double longitude = Double.parseDouble(location.getLast());
    double radius = Double.parseDouble(request.query().getOrDefault("radius", ""));
    String type = request.query().getOrDefault("type", "");
    return new Answer(
        200,
        answerWith(
            spots().stream()
                .filter(spot -> spot.metresFrom(latitude, longitude) <= 2 * radius)
                .filter(spot -> type.isEmpty() || type.equals(spot.type()))
                .toList()));
  }

  @Override
  String answerWith(List<Spot> found) {
    String status = found.isEmpty() ? "ZERO_RESULTS" : "OK";
    String more = found.size() > PAGE ? "   \"next_page_token\" : \"Aap_token\",\n" : "";
    return found.stream()
        .limit(PAGE)
        .map(GoogleLegacyStub::result)
        .collect(
            joining(
                ",",
                "{\n   \"html_attributions\" : [],\n" + more + "   \"results\" : [",
                "],\n   \"status\" : \"" + status + "\"\n}\n"));
  }

  private static String result(Spot spot) {
    return """

    {
       "business_status" : "OPERATIONAL",
       "geometry" : { "location" : { "lat" : %s, "lng" : %s } },
       "name" : %s,
       "place_id" : "ChIJ-%d",
       "rating" : 4.50,
       "types" : [ "%s", "point_of_interest", "establishment" ],
       "vicinity" : "%d Example Way, Los Angeles"
    }\
    """
        .formatted(
            spot.latitude(),
            spot.longitude(),
            quoted(spot.name()),
            spot.number(),
            spot.type(),
            spot.number());
  }

  /** An answer without places; an empty text is left out. */
  static Answer status(String status, String text) {
    String message = text.isEmpty() ? "" : "\"error_message\" : " + quoted(text) + ", ";
    return new Answer(
        200,
        "{ "
            + message
            + "\"html_attributions\" : [], \"results\" : [], \"status\" : \""
            + status
            + "\" }");
  }
}

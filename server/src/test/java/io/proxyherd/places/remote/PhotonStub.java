package io.proxyherd.places.remote;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import io.proxyherd.places.remote.StubServer.Request;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A Photon server. */
final class PhotonStub extends ApiStub {
  private static final Set<String> PARAMETERS = Set.of("lat", "lon", "radius", "limit", "osm_tag");

  @Override
  Answer answer(Request request) {
    if (!request.method().equals("GET") || !request.path().equals("/reverse")) {
      return new Answer(404, "Not found");
    }
    if (!PARAMETERS.containsAll(request.query().keySet())
        || !isNumber(request.query().getOrDefault("lat", ""), -90, 90)
        || !isNumber(request.query().getOrDefault("lon", ""), -180, 180)
        || !isNumber(request.query().getOrDefault("radius", "1"), 1e-9, 5000)
        || !isNumber(request.query().getOrDefault("limit", "1"), 1, 50)) {
      return new Answer(400, "{\"message\": \"Bad parameter\"}");
    }
    double latitude = Double.parseDouble(request.query().getOrDefault("lat", ""));
    double longitude = Double.parseDouble(request.query().getOrDefault("lon", ""));
    double radius = 1000 * Double.parseDouble(request.query().getOrDefault("radius", "1"));
    String tags = request.query().getOrDefault("osm_tag", "");
    return new Answer(
        200,
        answerWith(
            spots().stream()
                .filter(spot -> spot.metresFrom(latitude, longitude) <= radius)
                .filter(spot ->
                    tags.isEmpty() || Stream.of(tags.split(" ")).anyMatch(tag -> has(spot, tag)))
                .sorted(comparingDouble(spot -> spot.metresFrom(latitude, longitude)))
                .limit(Long.parseLong(request.query().getOrDefault("limit", "1")))
                .toList()));
  }

  private static boolean has(Spot spot, String tag) {
    return spot.osmTag().equals(tag) || spot.osmTag().startsWith(tag + ":");
  }

  @Override
  String answerWith(List<Spot> found) {
    return found.stream()
        .map(PhotonStub::feature)
        .collect(joining(",", "{\"features\":[", "],\"type\":\"FeatureCollection\"}"));
  }

  private static String feature(Spot spot) {
    List<String> tag = List.of(spot.osmTag().split(":"));
    return """
    {"properties": {"osm_type": "N", "osm_id": %d, "osm_key": "%s", "osm_value": "%s",
     "type": "house", "countrycode": "US", "name": %s, "housenumber": "%d",
     "street": "Example Way", "city": "Los Angeles", "country": "United States"},
     "type": "Feature", "geometry": {"type": "Point", "coordinates": [%s, %s]}}\
    """
        .formatted(
            spot.number(),
            tag.getFirst(),
            tag.get(1),
            quoted(spot.name()),
            spot.number(),
            spot.longitude(),
            spot.latitude());
  }
}

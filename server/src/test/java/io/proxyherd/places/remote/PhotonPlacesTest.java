package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Photon, against a stand-in. */
final class PhotonPlacesTest extends RemotePlacesContract {
  PhotonPlacesTest() {
    super(new PhotonStub());
  }

  @Override
  RemotePlaces open(RemoteClient client, RemoteSettings settings) {
    return RemotePlaces.photon(client, settings);
  }

  @Override
  String idPrefix() {
    return "osm-n";
  }

  @Test
  void namesOpenStreetMap() {
    assertThat(new String(NearbyPrinter.print(found(query(10, 20))), UTF_8))
        .startsWith(
            "{\"html_attributions\":[\"<a href=\\\"https://www.openstreetmap.org/copyright\\\">"
                + "© OpenStreetMap contributors, ODbL 1.0</a>\"],\"results\":[{\"geometry\":");
  }

  @Test
  void asksForPlacesAndNotForStreets() {
    var _ = found(query(0.5, 5));
    assertThat(server.requests.element().query())
        .containsEntry("radius", "0.5")
        .containsEntry("limit", "20")
        .extractingByKey("osm_tag")
        .asString()
        .startsWith("amenity shop tourism ")
        .endsWith(" building");
  }

  @Test
  void looksForTheTagsOfAType() {
    var _ = found(queryFor("pharmacy"));
    assertThat(server.requests.element().query())
        .containsEntry("osm_tag", "amenity:pharmacy healthcare:pharmacy");
  }

  @Test
  void refusesATypeThatHasNoTag() {
    Failed failed = failed(queryFor("acupuncture_clinic"));
    assertThat(failed.message())
        .isEqualTo(
            "test: type: acupuncture_clinic (expected: one of Google's that OpenStreetMap has a tag"
                + " for)");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void leavesOutWhatHasNoName() {
    server.answerWith((_, out) ->
        StubServer.send(
            out,
            200,
            """
            {"type": "FeatureCollection", "features": [
             {"type": "Feature", "properties": {"osm_type": "W", "osm_id": 5, "osm_key": "highway",
              "osm_value": "footway"}, "geometry": {"type": "Point", "coordinates": [%s, %s]}},
             {"type": "Feature", "properties": {"osm_type": "R", "osm_id": 10000000000,
              "osm_key": "leisure", "osm_value": "park", "name": "Park", "country": null},
              "geometry": {"type": "Point", "coordinates": [%s, %s]}}]}\
            """
                .formatted(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)));
    Found found = found(query(10, 20));
    assertThat(names(found)).containsExactly("Park");
    assertThat(found.places().getFirst().id()).isEqualTo("osm-r10000000000");
    assertThat(found.places().getFirst().vicinity()).isEmpty();
    assertThat(found.places().getFirst().types())
        .isEqualTo(List.of("park", "point_of_interest", "establishment"));
  }
}

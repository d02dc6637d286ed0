package io.proxyherd.places.shipped;

import static io.proxyherd.places.shipped.ExamplePlaces.LYON;
import static io.proxyherd.places.shipped.ExamplePlaces.dataset;
import static io.proxyherd.places.shipped.ExamplePlaces.facility;
import static io.proxyherd.places.shipped.ExamplePlaces.read;
import static io.proxyherd.places.shipped.ExamplePlaces.town;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.proxyherd.places.Place;
import io.proxyherd.places.shipped.ShippedPlace.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DatasetTest {
  @Nested
  final class Shipped {
    private static List<Place> places = List.of();

    @BeforeAll
    static void readAll() throws IOException {
      places = read(Dataset.shipped());
    }

    @Test
    void hasBothLayersInFull() {
      assertThat(places).filteredOn(place -> place.id().startsWith("gn-")).hasSize(171_075);
      assertThat(places).filteredOn(place -> place.id().startsWith("faa-")).hasSize(19_113);
      assertThat(places).hasSize(171_075 + 19_113);
    }

    @Test
    void idsAreUniqueShortAndUrlSafe() {
      assertThat(places.stream().map(Place::id).distinct()).hasSize(places.size());
      assertThat(places).allMatch(place -> place.id().matches("gn-[\\w-]{11}|faa-[A-Z0-9]{3,4}"));
    }

    @Test
    void idsStayWhatTheyWereInEarlierReleases() {
      assertThat(named("faa-LAX")).isEqualTo("LOS ANGELES INTL (LOS ANGELES, CA)");
      assertThat(named("faa-BGTL")).isEqualTo("PITUFFIK SPACE BASE (QAANAAQ, Greenland)");
      assertThat(named("gn-nwA0La3ANzY")).isEqualTo("Lyon (Auvergne-Rhône-Alpes, France)");
      assertThat(named("gn-CZh2rp0KVzE")).isEqualTo("Westwood (California, United States)");
      assertThat(named("gn-2OGyh-s__8M")).isEqualTo("Suva (Central, Fiji)");
    }

    private static String named(String id) {
      Place place = places.stream().filter(each -> each.id().equals(id)).findAny().orElseThrow();
      return place.name() + " (" + place.vicinity() + ")";
    }

    @Test
    void everyPlaceHasANameAnAddressAndAPointOnTheGlobe() {
      assertThat(places)
          .allSatisfy(place -> {
            assertThat(place.name()).isNotBlank();
            assertThat(place.vicinity()).isNotBlank().doesNotContain("null");
            assertThat(place.latitude()).isBetween(-90.0, 90.0);
            assertThat(place.longitude()).isBetween(-180.0, 180.0);
          });
    }
  }

  @Nested
  final class Layout {
    private final ShippedPlace airport =
        facility(PlaceKind.AIRPORT, "77S", new Region("US", "OR", "OR"));
    private final ShippedPlace pole = town("Südpol 🐧", -90, -180);

    @Test
    void keepsWhatWasWritten() throws IOException {
      assertThat(read(dataset(LYON, airport, pole)))
          .containsExactlyInAnyOrder(LYON.toPlace(), airport.toPlace(), pole.toPlace());
    }

    @Test
    void isTheSameBytesWhateverTheOrder() throws IOException {
      assertThat(dataset(LYON, airport, pole).contentHash())
          .isEqualTo(dataset(pole, airport, LYON).contentHash())
          .isNotEqualTo(dataset(LYON, airport).contentHash());
    }

    @Test
    void hasNoRoomForALineBreakInAName() {
      assertThatIOException()
          .isThrownBy(() -> dataset(town("Ly\non", 0, 0)))
          .withMessageContaining("line break");
    }

    @Test
    void ofAnotherFormatIsRefused() throws IOException {
      var file = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(file)) {
        gzip.write(new byte[] {0, 0, 0, 7});
      }
      assertThatIOException()
          .isThrownBy(() -> read(new Dataset(file.toByteArray())))
          .withMessage("places dataset: format 00000007 (expected: 50485001)");
    }
  }

  @Nested
  final class Rows {
    @Test
    void ofATownAreNearItsRegionAndCountry() {
      assertThat(LYON.toPlace().vicinity()).isEqualTo("Auvergne-Rhône-Alpes, France");
    }

    @Test
    void ofAFacilityAreNearItsTownAndState() {
      Place airport = facility(PlaceKind.AIRPORT, "77S", new Region("US", "OR", "OR")).toPlace();
      assertThat(airport.vicinity()).isEqualTo("SPRINGFIELD, OR");
    }

    @Test
    void withoutARegionAreNearTheirCountry() {
      Place airport = facility(PlaceKind.AIRPORT, "TNCM", new Region("MF", "", "")).toPlace();
      assertThat(airport.vicinity()).isEqualTo("SPRINGFIELD, St. Martin");
    }

    @Test
    void haveGooglesWordsForTheirKind() {
      assertThat(PlaceKind.LOCALITY.types()).containsExactly("locality", "political");
      assertThat(PlaceKind.HELIPORT.types())
          .containsExactly("heliport", "point_of_interest", "establishment");
      assertThat(PlaceKind.SEAPLANE_BASE.types()).isEqualTo(PlaceKind.AIRPORT.types());
    }
  }
}

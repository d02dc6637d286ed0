package io.proxyherd.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.places.OsmTypes.Tag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OsmTypesTest {
  @ParameterizedTest
  @CsvSource({
    "amenity, pharmacy, pharmacy health point_of_interest establishment",
    "amenity, whatever, point_of_interest establishment",
    "shop, bakery, bakery store food point_of_interest establishment",
    "shop, whatever, store point_of_interest establishment",
    "amenity, bar;cafe, bar cafe food point_of_interest establishment",
    "amenity, bar; cafe;, bar cafe food point_of_interest establishment",
    "building, yes, point_of_interest establishment",
    "natural, peak, mountain_peak natural_feature",
    "place, town, locality political",
    "place, whatever, point_of_interest",
    "highway, bus_stop, point_of_interest",
  })
  void callsAPlaceWhatGoogleCallsIt(String key, String value, String types) {
    assertThat(OsmTypes.typesOf(Map.of(key, value))).containsExactly(types.split(" "));
  }

  @Test
  void theMostTellingTagComesFirstAndEachWordOnce() {
    var tags = Map.of("building", "yes", "tourism", "hotel", "amenity", "restaurant", "name", "X");
    assertThat(OsmTypes.typesOf(tags))
        .containsExactly(
            "restaurant", "food", "hotel", "lodging", "point_of_interest", "establishment");
  }

  @Test
  void aPlaceWithoutTagsIsAPointOfInterest() {
    assertThat(OsmTypes.typesOf(Map.of())).containsExactly("point_of_interest");
  }

  @ParameterizedTest
  @CsvSource({
    "pharmacy, amenity:pharmacy healthcare:pharmacy",
    "store, shop",
    "natural_feature, natural place:island",
    "general_contractor, craft",
    "acupuncture_clinic, ''",
    "'', ''",
  })
  void findsTheTagsOfAType(String type, String tags) {
    assertThat(OsmTypes.tagsOf(type).stream().map(Tag::toString))
        .isEqualTo(tags.isEmpty() ? List.of() : List.of(tags.split(" ")));
  }

  @Test
  void anEstablishmentHasAnyKeyButThoseOfTownsAndMountains() {
    assertThat(OsmTypes.tagsOf("establishment").stream().map(Tag::toString))
        .contains("amenity", "shop", "building")
        .doesNotContain("natural", "place");
  }

  @Test
  void whatIsLookedForByATypeHasThatType() {
    for (String type : List.of("restaurant", "food", "health", "store", "lodging", "locality")) {
      assertThat(OsmTypes.tagsOf(type)).isNotEmpty();
      for (Tag tag : OsmTypes.tagsOf(type)) {
        assertThat(OsmTypes.typesOf(Map.of(tag.key(), tag.value().orElse("whatever"))))
            .as("%s, looked for by %s", type, tag)
            .contains(type);
      }
    }
  }

  @Test
  void keysComeInTheOrderOfWhatTheyTell() {
    assertThat(OsmTypes.keys()).startsWith("amenity", "shop").endsWith("place", "building");
  }
}

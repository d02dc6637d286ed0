package io.proxyherd.places.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.places.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GeoNames and CSV. */
final class TableFilesTest {
  static final String GEONAMES =
      """
      11\tSpringfield\tSpringfield\t\t44.05\t-123.02\tP\tPPL\tUS\t\tOR\t039\t\t\t60000\t\t140\tAmerica/Los_Angeles\t2020-01-01
      12\t"Quoted" Peak\tQuoted Peak\t\t47.5\t11.25\tT\tMT\tAT\t\t07\t\t\t\t0\t\t2000\tEurope/Vienna\t2020-01-01
      """;

  static final String CSV =
      """
      id,name,lat,lng,types,address
      a1,"Bob's, ""the"" grill",34.5,-118.25,Fast Food|bar,"1 Main St
      Springfield"
      ,Nameless id,1,2,,
      """;

  @TempDir Path directory;

  private CapturedRows read(String name, String text) throws IOException {
    return CapturedRows.read(directory, name, text);
  }

  @Nested
  class GeoNames {
    @Test
    void rowsBecomePlaces() throws IOException {
      List<Place> places = read("cities.txt", GEONAMES).places();
      assertThat(places.getFirst())
          .isEqualTo(
              new Place(
                  "gn-11",
                  "Springfield",
                  44.05,
                  -123.02,
                  List.of("locality", "political"),
                  "OR, United States",
                  CapturedRows.ATTRIBUTION));
      assertThat(places.getLast().name()).isEqualTo("\"Quoted\" Peak");
      assertThat(places.getLast().types()).containsExactly("natural_feature");
      assertThat(places.getLast().vicinity()).isEqualTo("Austria");
    }

    @Test
    void badRowsAreRefusedOneByOne() throws IOException {
      String row = GEONAMES.lines().findFirst().orElseThrow();
      String text =
          String.join(
              "\r\n",
              row,
              "only\tthree\tcolumns",
              row.replace("44.05", "north"),
              row.replace("44.05", "-90.5"),
              row.replace("44.05", ""),
              row.replace("11\tSpringfield", "11\t"),
              row.replace("11\tSpringfield", "x\tSpringfield"),
              row.replace("11\tSpringfield", "11\t" + "x".repeat(256)),
              row.replace("11\tSpringfield", "11\t" + "x".repeat(70_000)),
              "",
              row.replace("11\tSpringfield", "13\t" + "x".repeat(255)));
      CapturedRows rows = read("cities.txt", text);
      assertThat(rows.places()).extracting(Place::id).containsExactly("gn-11", "gn-13");
      assertThat(rows.refusals())
          .containsExactly(
              "BAD_ROW line 2: 3 columns (expected: 19)",
              "BAD_ROW line 3: latitude or longitude (expected: degrees)",
              "OUT_OF_RANGE line 4",
              "NO_COORDINATES line 5",
              "NO_NAME line 6",
              "BAD_ROW line 7: id (expected: a number)",
              "LONG_NAME line 8",
              "TOO_LARGE line 9");
    }
  }

  @Nested
  class Csv {
    @Test
    void rowsBecomePlaces() throws IOException {
      List<Place> places = read("mine.csv", CSV).places();
      assertThat(places.getFirst())
          .isEqualTo(
              new Place(
                  "a1",
                  "Bob's, \"the\" grill",
                  34.5,
                  -118.25,
                  List.of("fast_food", "bar"),
                  "1 Main St Springfield",
                  CapturedRows.ATTRIBUTION));
      assertThat(places.getLast().types()).containsExactly("point_of_interest", "establishment");
      assertThat(places.getLast().id()).matches("h-[A-Za-z0-9_-]{16}");
    }

    @Test
    void idsThatCannotStandInAUrlAreHashed() throws IOException {
      List<Place> places = read("mine.csv", "id,name,lat,lon\na b/ü,A,1,2\na b/ü,B,3,4\n").places();
      assertThat(places.getFirst().id()).matches("h-[A-Za-z0-9_-]{16}");
      assertThat(places.getLast().id()).isEqualTo(places.getFirst().id());
    }

    @Test
    void delimitersAndOtherNamesAreUnderstood() throws IOException {
      assertThat(read("mine.csv", "\uFEFFLatitude;Longitude;Name\n52,5;13,25;Café\n").places())
          .extracting(Place::name, Place::latitude, Place::longitude)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("Café", 52.5, 13.25));
      assertThat(read("mine.tsv", "name\tlat\tlon\nA\t1\t2\n").names()).containsExactly("A");
      assertThat(read("mine.csv", "\"name\",\"lat\",\"lon\"\nA,1,2\n").names())
          .containsExactly("A");
    }

    @Test
    void badRowsAreRefusedOneByOne() throws IOException {
      CapturedRows rows =
          read("mine.csv", "name,lat,lon\nA,1\nB,x,2\n,1,2\nC,1,181\nD,,\nE,1,2,3\n\nF,1,180\n");
      assertThat(rows.names()).containsExactly("F");
      assertThat(rows.refusals())
          .containsExactly(
              "BAD_ROW line 2: 2 columns (expected: 3)",
              "BAD_ROW line 3: latitude or longitude (expected: degrees)",
              "NO_NAME line 4",
              "OUT_OF_RANGE line 5",
              "NO_COORDINATES line 6",
              "BAD_ROW line 7: 4 columns (expected: 3)");
    }

    @Test
    void aQuoteThatIsNeverClosedIsAnErrorWithTheCure() {
      assertThatThrownBy(
              () -> read("mine.csv", "name,lat,lon\n\"A,1,2\n" + "B,1,2\n".repeat(500_000)))
          .isInstanceOf(MapFileException.class)
          .hasMessageContaining("close the quotes");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
      byte[] latin =
          "name,lat,lon\nCaf\u00E9,1,2\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(CapturedRows.read(directory, "mine.csv", latin).refusals())
          .containsExactly("GARBLED_NAME line 2");
    }
  }
}

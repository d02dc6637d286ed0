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

/** GeoJSON and GeoJSONSeq. */
final class GeoJsonFilesTest {
  private static final String POINT =
      """
      {"type":"Feature","id":"p1","geometry":{"type":"Point","coordinates":[20.5,10.25,7]},"properties":{"name":"Point","type":"bar"}}\
      """;

  private static final String POLYGON =
      """
      {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,4],[0,4],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"name":"Polygon","amenity":"cafe","addr:street":"Main St"}}\
      """;

  private static final String OVERTURE =
      """
      {"type":"Feature","id":"08f2","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"names":{"primary":"New"},"categories":{"primary":"coffee_shop"},"addresses":[{"freeform":"1 Main St","locality":"Zeist"}],"confidence":0.9}}\
      """;

  private static final String OLD_OVERTURE =
      """
      {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"names":{"common":[{"value":"Old","language":"local"}]}}}\
      """;

  static final String COLLECTION =
      "{\"type\":\"FeatureCollection\",\"name\":\"x\",\"features\":[\n%s,\n%s,\n%s,\n%s\n]}\n"
          .formatted(POINT, POLYGON, OVERTURE, OLD_OVERTURE);

  static final String LINES = String.join("\n", POINT, POLYGON, OVERTURE, OLD_OVERTURE) + "\n";

  @TempDir Path directory;

  private CapturedRows read(String name, String text) throws IOException {
    return CapturedRows.read(directory, name, text);
  }

  private void check(CapturedRows rows) {
    assertThat(rows.names()).containsExactly("Point", "Polygon", "New", "Old");
    assertThat(rows.refusals()).isEmpty();
    Place point = rows.places().getFirst();
    assertThat(point)
        .isEqualTo(
            new Place("p1", "Point", 10.25, 20.5, List.of("bar"), "", CapturedRows.ATTRIBUTION));
    Place polygon = rows.places().get(1);
    assertThat(List.of(polygon.latitude(), polygon.longitude())).containsExactly(2.0, 1.0);
    assertThat(polygon.types()).startsWith("cafe");
    assertThat(polygon.vicinity()).isEqualTo("Main St");
    Place overture = rows.places().get(2);
    assertThat(overture.types()).containsExactly("coffee_shop");
    assertThat(overture.vicinity()).isEqualTo("1 Main St, Zeist");
  }

  @Nested
  class Forms {
    @Test
    void aCollection() throws IOException {
      check(read("a.geojson", COLLECTION));
    }

    @Test
    void aFeatureALine() throws IOException {
      check(read("a.geojson", LINES));
      check(read("a.geojsonl", LINES.replace("\n", "\r\n")));
    }

    @Test
    void aTextSequence() throws IOException {
      check(read("a.geojsonseq", "\u001E" + LINES.replace("\n{", "\n\u001E{")));
    }

    @Test
    void aSingleFeatureOverSeveralLines() throws IOException {
      assertThat(read("a.geojson", POINT.replace(",", ",\n")).names()).containsExactly("Point");
    }

    @Test
    void allInGzip() throws IOException {
      byte[] packed =
          CapturedRows.gzip(COLLECTION.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      check(CapturedRows.read(directory, "a.geojson.gz", packed));
    }

    @Test
    void membersMayStandInAnyOrder() throws IOException {
      String text =
          "{\"features\":[{\"properties\":{\"name\":\"A\"},\"geometry\":{\"coordinates\":[1,2],"
              + "\"type\":\"Point\"},\"type\":\"Feature\"}],\"type\":\"FeatureCollection\"}";
      assertThat(read("a.json", text).names()).containsExactly("A");
    }
  }

  @Nested
  class BadRows {
    private List<String> refusalsOf(String... features) throws IOException {
      CapturedRows rows =
          read(
              "a.geojson",
              "{\"type\":\"FeatureCollection\",\"features\":[\n"
                  + String.join(",\n", features)
                  + ",\n"
                  + POINT
                  + "]}");
      assertThat(rows.names()).endsWith("Point");
      return rows.refusals();
    }

    @Test
    void areRefusedOneByOne() throws IOException {
      assertThat(
              refusalsOf(
                  "null",
                  "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"name\":\"A\"}}",
                  POINT.replace("20.5", "\"east\""),
                  POINT.replace("10.25", "1e9"),
                  POINT.replace("\"name\":\"Point\"", "\"name\":null"),
                  POLYGON.replace("[2,4]", "[2,400]"),
                  POLYGON.replace("[[[0,0],[2,0],[2,4],[0,4],[0,0]],", "[[],"),
                  POINT.replace("20.5,", "20.5," + "1,".repeat(600_000))))
          .containsExactly(
              "BAD_ROW feature 1: not a Feature",
              "NO_COORDINATES feature 2",
              "NO_COORDINATES feature 3",
              "OUT_OF_RANGE feature 4",
              "NO_NAME feature 5",
              "OUT_OF_RANGE feature 6",
              "NO_OUTLINE feature 7",
              "TOO_LARGE feature 8");
    }

    @Test
    void aLineThatIsNoJsonDoesNotStopTheOthers() throws IOException {
      CapturedRows rows =
          read("a.geojsonl", LINES.replaceFirst("\n", "\n{\"type\":\"Feature\",\n\n"));
      assertThat(rows.names()).hasSize(4);
      assertThat(rows.refusals()).singleElement().asString().startsWith("BAD_ROW line 2: ");
    }
  }

  @Nested
  class BrokenFiles {
    private void expect(String text, String message) {
      assertThatThrownBy(() -> read("a.geojson", text))
          .isInstanceOf(MapFileException.class)
          .hasMessageContaining(message);
    }

    @Test
    void deepNesting() {
      expect("{\"type\":\"FeatureCollection\",\"features\":[" + "[".repeat(1_000_000), "depth");
    }

    @Test
    void aCutOffCollection() {
      expect(COLLECTION.substring(0, COLLECTION.length() - 30), "GeoJSON, line");
    }

    @Test
    void otherJson() {
      expect("{\"elements\":[]}", "JSON, but not GeoJSON");
    }
  }
}

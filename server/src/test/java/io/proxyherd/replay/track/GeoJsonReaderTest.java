package io.proxyherd.replay.track;

import static io.proxyherd.replay.track.TrackFormat.GEOJSON;
import static io.proxyherd.replay.track.TrackFormat.GEOJSONSEQ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.replay.track.TrackOptions.Fields;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GeoJsonReaderTest {
  private static String point(String client, String time) {
    return "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-118.4450,34.10,9]},"
               + "\"properties\":{\"vehicle_id\":"
        + client
        + ",\"timestamp\":"
        + time
        + "}}";
  }

  @Test
  void readsACollectionWhateverTheOrderOfItsMembers() throws IOException {
    String collection =
        "\uFEFF{\"bbox\":[1,2,3,4],\"features\":["
            + point("\"kiwi\"", "1479413884.3920144500")
            + ",{\"properties\":{\"time\":\"2015-03-07T16:03:34Z\",\"id\":7,\"x\":{\"id\":[1]}},"
            + "\"geometry\":{\"coordinates\":[2e0,1],\"type\":\"Point\"},\"type\":\"Feature\"}"
            + "],\"type\":\"FeatureCollection\"}";

    assertThat(Tracks.read(GEOJSON, collection))
        .containsExactly("1: kiwi +34.10-118.4450 1479413884.3920144500", "2: 7 +1+2 1425744214");
  }

  @Test
  void readsASingleFeatureAndFeaturesOneAfterAnother() throws IOException {
    assertThat(Tracks.read(GEOJSON, point("1", "5"))).containsExactly("1: 1 +34.10-118.4450 5");
    assertThat(Tracks.read(GEOJSON, point("1", "5") + "\n\u001e" + point("2", "6")))
        .containsExactly("1: 1 +34.10-118.4450 5", "2: 2 +34.10-118.4450 6");
  }

  @Test
  void readsLinesWithATimeForEachPosition() throws IOException {
    String properties = "\"properties\":{\"name\":\"my ride\",\"coordTimes\":[5,\"6.50\",null]}";
    String geometry =
        "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[2,1],[4,3,100],[6,5],[8,7]]}";

    assertThat(Tracks.read(GEOJSON, "{" + geometry + "," + properties + "}"))
        .containsExactly(
            "1: my_ride +1+2 5",
            "2: my_ride +3+4 6.50",
            "3: MISSING_FIELD time",
            "4: MISSING_FIELD time");
    assertThat(
            Tracks.read(
                GEOJSON,
                "{"
                    + properties.replace("\"coordTimes\"", "\"coordinateProperties\":{\"times\"")
                    + "},"
                    + geometry
                    + "}"))
        .hasSize(4)
        .contains("2: my_ride +3+4 6.50");
  }

  @Test
  void readsSequencesAndRejectsABrokenTextAlone() throws IOException {
    String lines = point("1", "5") + "\r\n\n{\"type\":\"Feature\", oops\n" + point("2", "6") + "\n";

    assertThat(Tracks.read(GEOJSONSEQ, lines))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("1: 1 +34.10-118.4450 5"),
            row -> assertThat(row).startsWith("3: BROKEN_ROW JSON: "),
            row -> assertThat(row).isEqualTo("4: 2 +34.10-118.4450 6"));
  }

  @Test
  void readsSequencesWithRecordSeparatorsWhoseTextsSpanLines() throws IOException {
    String texts =
        "\u001e"
            + point("1", "5").replace(",", ",\n")
            + "\n\u001e{\"trunc\n\u001e"
            + point("2", "6")
            + "\n";

    assertThat(Tracks.read(GEOJSONSEQ, texts))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("1: 1 +34.10-118.4450 5"),
            row -> assertThat(row).startsWith("2: BROKEN_ROW JSON: "),
            row -> assertThat(row).isEqualTo("3: 2 +34.10-118.4450 6"));
  }

  @Test
  void rejectsWhatHasNoPositionClientOrTime() throws IOException {
    String features =
        """
        {"type":"Feature","geometry":null,"properties":{"id":1,"time":5}}
        {"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]},"properties":{"id":1,"time":5}}
        {"geometry":{"type":"Point","coordinates":["a",1]},"properties":{"id":1,"time":5}}
        {"geometry":{"type":"Point","coordinates":[1]},"properties":{"id":1,"time":5}}
        {"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"time":5}}
        {"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":1,"time":null}}
        {"geometry":{"type":"Point","coordinates":[0.0,0]},"properties":{"id":1,"time":5}}
        "text"
        """;

    assertThat(Tracks.read(GEOJSONSEQ, features))
        .containsExactly(
            "1: MISSING_FIELD geometry (expected: Point, LineString)",
            "2: MISSING_FIELD geometry (expected: Point, LineString)",
            "3: BAD_LONGITUDE longitude: a",
            "4: MISSING_FIELD latitude",
            "5: BAD_CLIENT client: ",
            "6: MISSING_FIELD time",
            "7: NO_FIX client: 1",
            "8: MISSING_FIELD geometry (expected: Point, LineString)");
  }

  @Test
  void takesThePropertiesItIsTold() throws IOException {
    var fields =
        new Fields(Optional.of("Bus"), Optional.of("seen"), Optional.empty(), Optional.empty());
    var options =
        new TrackOptions(
            Optional.empty(),
            Optional.empty(),
            fields,
            Optional.empty(),
            true,
            ZoneOffset.UTC,
            false);

    assertThat(
            Tracks.read(
                GEOJSON,
                "{\"geometry\":{\"coordinates\":[2,1]},"
                    + "\"properties\":{\"id\":1,\"bus\":\"kiwi\",\"time\":4,\"seen\":5}}",
                options))
        .containsExactly("1: kiwi +1+2 5");
  }

  @Test
  void saysWhereADocumentIsBroken() {
    assertThatThrownBy(() -> Tracks.read(GEOJSON, "{\"features\":[" + point("1", "5") + ",\n{]"))
        .isInstanceOf(TrackException.class)
        .hasMessageContaining("after row 1")
        .hasMessageContaining("line 2, column");
  }

  @Test
  void cutsALineWithTooManyPositions() throws IOException {
    String line =
        "{\"geometry\":{\"coordinates\":["
            + "[1,2],".repeat(GeoFeature.MOST_POSITIONS)
            + "[1,2]]},\"properties\":{\"id\":1}}";

    assertThat(Tracks.read(GEOJSON, line))
        .hasSize(GeoFeature.MOST_POSITIONS + 1)
        .last()
        .isEqualTo("250001: BROKEN_ROW line of more than 250000 positions");
  }
}

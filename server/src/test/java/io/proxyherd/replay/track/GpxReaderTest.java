package io.proxyherd.replay.track;

import static io.proxyherd.replay.track.TrackFormat.GPX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GpxReaderTest {
  private static final String TRACK =
      """
      <?xml version="1.0"?>
      <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
        <metadata><name>Sunday</name><time>2000-01-01T00:00:00Z</time></metadata>
        <wpt lat="1" lon="2"><name>Cafe</name><time>2015-03-07T16:03:34Z</time></wpt>
        <rte><name>Out</name><rtept lat="3" lon="4"><time>2015-03-07T16:03:35Z</time></rtept></rte>
        <trk><name> Kiwi &amp; son </name><trkseg>
          <trkpt lat="34.068930" lon="-118.445127"><ele>7</ele>
            <extensions><time>1</time></extensions><time>2015-03-07T16:03:36.500Z</time></trkpt>
          <trkpt lat="5" lon="6"><name>no track</name></trkpt>
        </trkseg></trk>
        <trk><trkseg><trkpt lat="7" lon="8"><time>2015-03-07T16:03:37Z</time></trkpt></trkseg></trk>
      </gpx>
      """;

  @Test
  void readsWaypointsRoutesAndTracks() throws IOException {
    assertThat(Tracks.read(GPX, TRACK))
        .containsExactly(
            "1: stdin +1+2 1425744214",
            "2: Out +3+4 1425744215",
            "3: Kiwi_&_son +34.068930-118.445127 1425744216.500",
            "4: MISSING_FIELD time",
            "5: stdin +7+8 1425744217");
  }

  @Test
  void givesAllPointsTheClientAskedFor() throws IOException {
    var usual = TrackOptions.DEFAULT;
    var options =
        new TrackOptions(
            usual.format(),
            Optional.of("kiwi"),
            usual.fields(),
            usual.delimiter(),
            usual.header(),
            usual.zone(),
            usual.keepZero());

    assertThat(Tracks.read(GPX, TRACK, options))
        .filteredOn(row -> !row.contains("MISSING"))
        .hasSize(4)
        .allMatch(row -> row.contains(": kiwi "));
  }

  @Test
  void keepsTheRowsBeforeABreakAndSaysWhereItIs() throws IOException {
    String broken = TRACK.substring(0, TRACK.indexOf("</trkseg>"));
    var in = new ByteArrayInputStream(broken.getBytes(StandardCharsets.UTF_8));
    try (TrackReader reader = Tracks.open(GPX, in, TrackOptions.DEFAULT)) {
      for (int row = 1; row <= 4; row++) {
        assertThat(reader.next()).isPresent();
      }
      assertThatThrownBy(reader::next)
          .isInstanceOf(TrackException.class)
          .hasMessageContaining("after row 4")
          .hasMessageContaining("XML is broken in line 10");
    }
  }

  @Test
  void refusesDocumentTypesAndFetchesNothing() {
    String bomb =
        "<!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<gpx><trk><name>&x;</name></trk></gpx>";

    assertThatThrownBy(() -> Tracks.read(GPX, bomb))
        .isInstanceOf(TrackException.class)
        .hasMessageContaining("document type");
  }

  @Test
  void refusesOtherXml() {
    assertThatThrownBy(() -> Tracks.read(GPX, "<kml/>"))
        .hasMessageContaining("begins with <kml> (expected: <gpx>)");
  }

  /** The XML reader of the JDK limits what it reads in all; a track must not run into that. */
  @Test
  void readsMorePointsThanFitMemoryLimitsOfTheXmlReader() throws IOException {
    String points =
        IntStream.range(0, 1_000)
            .mapToObj(
                i -> "<trkpt lat='1' lon='2'><cmt>a &amp; b</cmt><time>" + i + "</time></trkpt>")
            .collect(Collectors.joining());
    var parts =
        Collections.enumeration(
            IntStream.rangeClosed(0, 201)
                .mapToObj(i -> i == 0 ? "<gpx><trk>" : i == 201 ? "</trk></gpx>" : points)
                .map(text ->
                    (InputStream) new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .toList());
    long rows = 0;
    try (TrackReader reader =
        Tracks.open(GPX, new SequenceInputStream(parts), TrackOptions.DEFAULT)) {
      while (reader.next().isPresent()) {
        rows++;
      }
    }
    assertThat(rows).isEqualTo(200_000);
  }
}

package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give rows or an error that says what is wrong, and nothing else. */
final class HostileFilesTest {
  @TempDir Path directory;

  /** A small file of each format. */
  private static Map<String, byte[]> files() throws IOException {
    var files = new TreeMap<String, byte[]>();
    files.put("a.osm.pbf", new PbfWriter().header().elements(OsmFilesTest.TOWN).bytes());
    files.put("plain.osm.pbf", plainPbf());
    byte[] xml = OsmXmlWriter.write(OsmFilesTest.TOWN).getBytes(UTF_8);
    files.put("a.osm", xml);
    files.put("a.osm.gz", CapturedRows.gzip(xml));
    files.put("a.geojson", GeoJsonFilesTest.COLLECTION.getBytes(UTF_8));
    files.put("a.geojsonl", GeoJsonFilesTest.LINES.getBytes(UTF_8));
    files.put("a.txt", TableFilesTest.GEONAMES.getBytes(UTF_8));
    files.put("a.csv", TableFilesTest.CSV.getBytes(UTF_8));
    return files;
  }

  /** Without compression, so that what is changed is what is decoded. */
  private static byte[] plainPbf() throws IOException {
    byte[] zipped = new PbfWriter().plainNodes().header().elements(OsmFilesTest.TOWN).bytes();
    return PbfWriter.inflated(zipped);
  }

  private void read(String name, byte[] content) throws Exception {
    try {
      var _ = CapturedRows.read(directory, name, content);
    } catch (MapFileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain(": null");
    }
  }

  @Test
  void cutAnywhere() throws Exception {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      // Of text every seventh place will do.
      int step = file.getKey().endsWith(".pbf") ? 1 : 7;
      for (int length = 0; length < file.getValue().length; length += step) {
        read(file.getKey(), Arrays.copyOf(file.getValue(), length));
      }
    }
  }

  @Seeds(count = 80)
  void bytesChangedAtRandom(long seed) throws Exception {
    var random = new Random(seed);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      byte[] content = file.getValue();
      for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      read(file.getKey(), content);
    }
  }

  @Test
  void gzipThatUnpacksToVeryMuch() throws Exception {
    byte[] bomb =
        CapturedRows.gzip(
            ("{\"type\":\"FeatureCollection\",\"features\":[\n"
                    + " ".repeat(20_000_000)
                    + "\"Feature")
                .getBytes(UTF_8));
    read("a.geojson.gz", bomb);
    byte[] line = CapturedRows.gzip(("name,lat,lon\n" + "x".repeat(20_000_000)).getBytes(UTF_8));
    read("a.csv.gz", line);
  }
}

package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapFileTest {
  @TempDir Path directory;

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  @Nested
  class Recognition {
    private Format formatOf(String name, String text) throws IOException {
      return MapFile.open(write(name, text.getBytes(UTF_8))).format();
    }

    @Test
    void goesByContentNotByName() throws IOException {
      byte[] pbf = new PbfWriter().header().bytes();
      assertThat(MapFile.open(write("download", pbf)).format()).isEqualTo(Format.OSM_PBF);
      String xml = "<?xml version='1.0'?>\n<!-- a <map> -->\n<osm></osm>";
      assertThat(formatOf("map.xml", xml)).isEqualTo(Format.OSM_XML);
      assertThat(formatOf("x", GeoJsonFilesTest.COLLECTION)).isEqualTo(Format.GEOJSON);
      assertThat(formatOf("x", GeoJsonFilesTest.LINES)).isEqualTo(Format.GEOJSON_SEQ);
      assertThat(formatOf("x.csv", TableFilesTest.GEONAMES)).isEqualTo(Format.GEONAMES);
      assertThat(formatOf("x.txt", TableFilesTest.CSV)).isEqualTo(Format.CSV);
    }

    @Test
    void knowsWhoseDataItIs() throws IOException {
      assertThat(origin(write("a", new PbfWriter().header().bytes()))).isEqualTo("OpenStreetMap");
      assertThat(origin(write("a", TableFilesTest.GEONAMES.getBytes(UTF_8)))).isEqualTo("GeoNames");
      byte[] json = GeoJsonFilesTest.COLLECTION.getBytes(UTF_8);
      assertThat(origin(write("a", json))).isEqualTo("Overture Maps");
      assertThat(origin(write("a", TableFilesTest.CSV.getBytes(UTF_8)))).isEmpty();
    }

    private String origin(Path file) throws IOException {
      return MapFile.open(file).suggestedOrigin().map(Origin::source).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            PK\\3\\4 rest            | ZIP archive
            BZh91AY                  | bunzip2
            PAR1                     | Parquet
            SQLite format 3          | GeoPackage
            <osmChange version='0'/> | osmium apply-changes
            <!DOCTYPE html><html>    | web page
            <gpx></gpx>              | root element gpx
            {"a":1}                  | not GeoJSON
            once upon a time         | text that begins with "once upon a time"
            \\1\\2\\3                | binary data
            """)
    void namesWhatItFoundInstead(String content, String found) throws IOException {
      String bytes =
          content
              .replace("\\1", "\1")
              .replace("\\2", "\2")
              .replace("\\3", "\3")
              .replace("\\4", "\4");
      Path file = write("x", bytes.getBytes(ISO_8859_1));
      assertThatThrownBy(() -> MapFile.open(file))
          .isInstanceOf(MapFileException.class)
          .hasMessageContainingAll(found, "expected: OSM PBF");
    }

    @Test
    void wantsAFileWithContent() throws IOException {
      assertThatThrownBy(() -> MapFile.open(directory)).hasMessageContaining("a directory");
      assertThatThrownBy(() -> MapFile.open(directory.resolve("none")))
          .hasMessageContaining("no such file");
      Path empty = write("empty.csv", new byte[0]);
      assertThatThrownBy(() -> MapFile.open(empty)).hasMessageContaining("empty");
      Path emptyGzip = write("empty.csv.gz", CapturedRows.gzip(new byte[0]));
      assertThatThrownBy(() -> MapFile.open(emptyGzip)).hasMessageContaining("gzip without");
    }

    @Test
    void neverTakesRubbishForAMap() throws IOException {
      var random = new Random(1);
      for (int i = 0; i < 200; i++) {
        var rubbish = new byte[1 + random.nextInt(2000)];
        random.nextBytes(rubbish);
        Path file = write("rubbish", rubbish);
        assertThatThrownBy(() -> MapFile.open(file)).isInstanceOf(MapFileException.class);
      }
    }
  }

  @Nested
  class Reading {
    private Path longTable() throws IOException {
      return write("a.csv", ("name,lat,lon\n" + "A,1,2\n".repeat(100_000)).getBytes(UTF_8));
    }

    private void read(Path file, Progress progress) throws IOException {
      MapFile.open(file)
          .read(CapturedRows.ATTRIBUTION, new CapturedRows(), progress, Workspace.in(directory));
    }

    @Test
    void tellsItsProgressUpToTheEnd() throws IOException {
      var seen = new ArrayList<Long>();
      Path file = longTable();
      read(file, (done, _) -> seen.add(done));
      assertThat(seen).isSorted().hasSizeGreaterThan(5).endsWith(Files.size(file));
    }

    @Test
    void canBeInterrupted() throws IOException {
      Path file = longTable();
      Path map = write("a.osm.pbf", new PbfWriter().header().elements(OsmFilesTest.TOWN).bytes());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> read(file, (_, _) -> {})).isInstanceOf(InterruptedIOException.class);
      assertThatThrownBy(() -> read(map, (_, _) -> {})).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}

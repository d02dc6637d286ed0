package io.proxyherd.replay.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackFileTest {
  private static final String CSV = "id,time,lat,lon\nkiwi,5,1,2\n";

  @TempDir Path directory;

  private TrackFile file(String name, byte[] content) throws IOException {
    Path path = Files.write(directory.resolve(name), content);
    return TrackFile.named(path.toString(), Optional.empty());
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv.gz", "a.CSV.GZ", "a.csv"})
  void readsGzipWhateverItsName(String name) throws IOException {
    TrackFile file = file(name, gzip(CSV));
    try (TrackReader reader = file.open(TrackOptions.DEFAULT)) {
      assertThat(Tracks.rows(reader)).containsExactly("2: kiwi +1+2 5");
    }
    assertThat(file.bytesRead()).isEqualTo(file.bytes().orElseThrow());
  }

  @Test
  void readsGzipFilesPutTogether() throws IOException {
    var both = new ByteArrayOutputStream();
    both.write(gzip(CSV));
    both.write(gzip("plum,6,3,4\n"));
    try (TrackReader reader = file("a.csv.gz", both.toByteArray()).open(TrackOptions.DEFAULT)) {
      assertThat(Tracks.rows(reader)).containsExactly("2: kiwi +1+2 5", "3: plum +3+4 6");
    }
  }

  @Test
  void namesAGpxClientAfterTheFile() throws IOException {
    String gpx = "<gpx><wpt lat='1' lon='2'><time>5</time></wpt></gpx>";
    try (TrackReader reader = file("my ride.gpx.gz", gzip(gpx)).open(TrackOptions.DEFAULT)) {
      assertThat(Tracks.rows(reader)).containsExactly("1: my_ride +1+2 5");
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsNoRowsInAnEmptyFile(TrackFormat format) throws IOException {
    assertThat(Tracks.read(format, "")).isEmpty();
  }

  @Test
  void saysThatGzipDataEndsEarly() throws IOException {
    byte[] whole = gzip(CSV + "plum,6,3,4\n".repeat(50_000));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (TrackReader reader = file("a.csv.gz", half).open(TrackOptions.DEFAULT)) {
      assertThatThrownBy(() -> Tracks.rows(reader))
          .isInstanceOf(TrackException.class)
          .hasMessageContaining("after row ")
          .hasMessageContaining("gzip data ends early");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GPX", "GEOJSON", "GEOJSONSEQ"})
  void saysThatGzipDataEndsEarlyInEveryFormat(TrackFormat format) throws IOException {
    byte[] whole = gzip(format == TrackFormat.GPX ? "<gpx>" : "[" + " ".repeat(100_000));
    byte[] half = Arrays.copyOf(whole, whole.length - 12);

    assertThatThrownBy(() -> Tracks.read(format, half, TrackOptions.DEFAULT))
        .hasMessageContaining("gzip data ends early");
  }

  @Test
  void saysThatGzipDataIsDamaged() throws IOException {
    byte[] damaged = gzip(CSV);
    Arrays.fill(damaged, 10, 20, (byte) 0xff);

    assertThatThrownBy(() -> file("a.csv.gz", damaged).open(TrackOptions.DEFAULT))
        .isInstanceOf(TrackException.class)
        .hasMessageContaining("gzip data is damaged");
  }

  @Test
  void refusesAMissingFileADirectoryAndAnUnknownFormat() throws IOException {
    Path unknown = Files.writeString(directory.resolve("a.xlsx"), "x");

    assertThatThrownBy(() -> TrackFile.named(directory + "/none.csv", Optional.empty()))
        .hasMessageContaining("none.csv: no such file");
    assertThatThrownBy(() -> TrackFile.named(directory.toString(), Optional.empty()))
        .hasMessageContaining("is a directory (expected: a file)");
    assertThatThrownBy(() -> TrackFile.named(unknown.toString(), Optional.empty()))
        .hasMessageContaining("format unknown")
        .hasMessageContaining("--format");
    assertThatThrownBy(() -> TrackFile.named("-", Optional.empty()))
        .hasMessageContaining("standard input: format unknown");
  }

  @Test
  void takesTheFormatGivenOverTheName() throws IOException {
    Path path = Files.writeString(directory.resolve("a.gpx"), CSV);
    TrackFile file = TrackFile.named(path.toString(), Optional.of(TrackFormat.CSV));
    try (TrackReader reader = file.open(TrackOptions.DEFAULT)) {
      assertThat(Tracks.rows(reader)).hasSize(1);
    }
  }
}

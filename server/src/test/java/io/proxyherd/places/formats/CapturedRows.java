package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What reading a file gave. */
final class CapturedRows implements RowSink {
  static final Attribution ATTRIBUTION = new Attribution("Mapmakers", "https://map.test/");

  private final List<Place> places = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  /** Reads a file, sorting as many ids in memory as given. */
  static CapturedRows read(Path file, int idsInMemory) throws IOException {
    var rows = new CapturedRows();
    Path scratch = Files.createTempDirectory(file.getParent(), "scratch");
    try {
      MapFile.open(file).read(ATTRIBUTION, rows, (_, _) -> {}, new Workspace(scratch, idsInMemory));
    } finally {
      // Fails if the reader left a file behind.
      Files.delete(scratch);
    }
    return rows;
  }

  /** Reads content under a name. */
  static CapturedRows read(Path directory, String name, byte[] content) throws IOException {
    return read(Files.write(directory.resolve(name), content), 1000);
  }

  /** Reads text under a name. */
  static CapturedRows read(Path directory, String name, String text) throws IOException {
    return read(directory, name, text.getBytes(UTF_8));
  }

  static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Override
  public void accept(Place place) {
    places.add(place);
  }

  @Override
  public void refused(Reason reason, String where) {
    refusals.add(reason + " " + where);
  }

  List<Place> places() {
    return places;
  }

  /** The reason and where, in the order of the file. */
  List<String> refusals() {
    return refusals;
  }

  Stream<String> names() {
    return places.stream().map(Place::name);
  }

  Optional<Place> named(String name) {
    return places.stream().filter(place -> place.name().equals(name)).findFirst();
  }
}

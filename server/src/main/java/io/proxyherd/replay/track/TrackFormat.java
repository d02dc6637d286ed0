package io.proxyherd.replay.track;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats a recorded track may have. */
public enum TrackFormat {
  GPX,
  CSV,
  GEOJSON,
  /** One feature a line, or RFC 8142 with a record separator before each. */
  GEOJSONSEQ;

  private List<String> endings() {
    return switch (this) {
      case GPX -> List.of(".gpx");
      case CSV -> List.of(".csv", ".tsv", ".txt");
      case GEOJSON -> List.of(".geojson", ".json");
      case GEOJSONSEQ ->
          List.of(".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".ndgeojson", ".jsonl");
    };
  }

  /** The format that the ending of a file name stands for; a last {@code .gz} is ignored. */
  public static Optional<TrackFormat> ofName(String fileName) {
    String name = withoutGz(fileName.toLowerCase(Locale.ROOT));
    return Stream.of(values())
        .filter(format -> format.endings().stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /** The file name without {@code .gz} and without the ending of its format. */
  static String stem(String fileName) {
    String name = withoutGz(fileName);
    int dot = name.lastIndexOf('.');
    return dot > 0 && ofName(name).isPresent() ? name.substring(0, dot) : name;
  }

  private static String withoutGz(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? name.substring(0, name.length() - ".gz".length())
        : name;
  }
}

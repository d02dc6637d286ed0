package io.proxyherd.replay.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.replay.track.Row.Fix;
import io.proxyherd.replay.track.Row.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole tracks for tests and shows each row as one line. */
final class Tracks {
  private Tracks() {}

  static List<String> read(TrackFormat format, String text) throws IOException {
    return read(format, text, TrackOptions.DEFAULT);
  }

  static List<String> read(TrackFormat format, String text, TrackOptions options)
      throws IOException {
    return read(format, text.getBytes(UTF_8), options);
  }

  static List<String> read(TrackFormat format, byte[] bytes, TrackOptions options)
      throws IOException {
    try (TrackReader reader = open(format, new ByteArrayInputStream(bytes), options)) {
      return rows(reader);
    }
  }

  /** Standard input has no name to tell the format, and stands in for any stream here. */
  static TrackReader open(TrackFormat format, InputStream in, TrackOptions options)
      throws IOException {
    return TrackFile.named("-", Optional.of(format)).open(in, options);
  }

  static List<String> rows(TrackReader reader) throws IOException {
    var rows = new ArrayList<String>();
    for (var row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(shown(row.get()));
    }
    return rows;
  }

  private static String shown(Row row) {
    return switch (row) {
      case Fix fix -> fix.number() + ": " + fix.fields();
      case Rejected rejected ->
          rejected.number() + ": " + rejected.reason() + " " + rejected.text();
    };
  }
}

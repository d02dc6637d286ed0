package io.proxyherd.replay.track;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/** A reader whose failures say which file, after which row, and what to do. */
final class Guarded implements TrackReader {
  private final String name;
  private final TrackReader rows;
  private final InputStream in;
  private long last;

  Guarded(String name, TrackReader rows, InputStream in) {
    this.name = name;
    this.rows = rows;
    this.in = in;
  }

  @Override
  public Optional<Row> next() throws IOException {
    try {
      Optional<Row> row = rows.next();
      row.ifPresent(read -> last = read.number());
      return row;
    } catch (IOException e) {
      throw explained(last == 0 ? name : name + ", after row " + last, e);
    }
  }

  /** The failure as one sentence for the operator. */
  static TrackException explained(String where, IOException failure) {
    String what =
        switch (failure) {
          case TrackException told -> told.getMessage();
          case EOFException _ -> "gzip data ends early (expected: a whole file); fetch it again";
          case ZipException _ -> "gzip data is damaged (expected: a whole file); fetch it again";
          default -> "can't be read: " + failure;
        };
    var explained = new TrackException(where + ": " + what);
    explained.initCause(failure);
    return explained;
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } finally {
      in.close();
    }
  }
}

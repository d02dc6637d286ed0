package io.proxyherd.replay.track;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The rows of one track in the order of its file. Not thread-safe. */
public interface TrackReader extends Closeable {
  /**
   * The next row; empty at the end.
   *
   * @throws TrackException when the rest of the file can't be read
   */
  Optional<Row> next() throws IOException;
}

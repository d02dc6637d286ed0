package io.proxyherd.replay.track;

import java.io.IOException;
import java.io.Serial;

/**
 * A track that can't be read, or not further. The message names the file, says what was expected
 * and how to cure it; rows read before stay good.
 */
public final class TrackException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public TrackException(String message) {
    super(message);
  }
}

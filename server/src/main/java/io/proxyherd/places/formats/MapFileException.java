package io.proxyherd.places.formats;

import java.io.IOException;

/**
 * A file that cannot be read, or not to its end: what is wrong, where, what was expected and the
 * cure, in one line for people.
 */
public final class MapFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public MapFileException(String message) {
    super(message);
  }

  public MapFileException(String message, Throwable cause) {
    super(message, cause);
  }
}

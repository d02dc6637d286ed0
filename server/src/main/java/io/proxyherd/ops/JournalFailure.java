package io.proxyherd.ops;

import io.proxyherd.journal.JournalRefused;
import java.io.IOException;
import java.nio.file.Path;

/** A server can't have its journal; the message names the cure. */
public final class JournalFailure extends IOException {
  private static final long serialVersionUID = 1;

  JournalFailure(Path directory, IOException cause) {
    super(message(directory, cause), cause);
  }

  private static String message(Path directory, IOException cause) {
    return cause instanceof JournalRefused
        ? String.valueOf(cause.getMessage())
        : "journal in "
            + directory
            + ": "
            + cause
            + "; make it readable and writable, or set another data-dir";
  }
}

package io.proxyherd.journal;

import java.io.IOException;

/** The journal is not this server's to go on with; the message names the cure. */
public final class JournalRefused extends IOException {
  private static final long serialVersionUID = 1;

  public JournalRefused(String message) {
    super(message);
  }
}

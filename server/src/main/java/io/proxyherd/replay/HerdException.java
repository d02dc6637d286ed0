package io.proxyherd.replay;

import java.io.Serial;

/** A server that can't be reached for good; the message says which, why, and the cure. */
public final class HerdException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  HerdException(String message) {
    super(message);
  }
}

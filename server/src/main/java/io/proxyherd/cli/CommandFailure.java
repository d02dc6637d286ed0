package io.proxyherd.cli;

/**
 * A command could not do its work; the message is one line that says what happened and the cure.
 */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.proxyherd.cassandra;

/** A schema could not be made or looked at; the message is one line that says why, and the cure. */
public final class SchemaFailure extends Exception {
  private static final long serialVersionUID = 1;

  SchemaFailure(String message) {
    super(message);
  }

  SchemaFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.proxyherd.cassandra.trial;

/** Nodes could not be started; the message is one line that says why, with the cure. */
public final class TrialFailure extends Exception {
  private static final long serialVersionUID = 1;

  public TrialFailure(String message) {
    super(message);
  }

  TrialFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.proxyherd.load;

import java.io.Serial;
import java.util.concurrent.ExecutionException;

/** A load could not be run to its end; the message is one line that says why, and the cure. */
public final class LoadFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  LoadFailure(String message) {
    super(message);
  }

  /** What ended a task: a failure as it is, anything else in its words. */
  static LoadFailure of(ExecutionException e) {
    return e.getCause() instanceof LoadFailure failure
        ? failure
        : new LoadFailure(String.valueOf(e.getCause()));
  }
}

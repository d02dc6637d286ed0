package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.ops.Herd;
import java.util.Optional;

/** What runs beside the servers of a process, from after their start until before their end. */
interface Company {
  /** Nothing does. */
  static Company none(HerdConfig herd) {
    return new Company() {
      @Override
      public HerdConfig herd() {
        return herd;
      }
    };
  }

  /** The herd as it is to be started. */
  HerdConfig herd();

  /** The servers run; what to say about it, for people. */
  default Optional<String> join(Herd running) {
    return Optional.empty();
  }

  /** The servers are about to stop; called on any thread, perhaps before, or while, it joins. */
  default void leave() {}

  /** The servers have stopped, or could not be started. */
  default void tidyUp() {}
}

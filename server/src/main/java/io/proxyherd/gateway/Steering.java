package io.proxyherd.gateway;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stops, starts and cuts off servers that run in one process, so that one can watch the rest. */
public interface Steering {
  /** Those that can be steered, in the order of the configuration. */
  List<Steered> servers();

  /**
   * Makes a server so, the real way: what stops closes its connections and its journal, what starts
   * recovers from it.
   *
   * @return it, once it is so; fails if it could not be started, with the cause in one line
   */
  CompletionStage<Steered> steer(Steered wanted);

  /**
   * A server.
   *
   * @param running whether it runs
   * @param linked whether it may have links to the other servers; false if it is cut off
   */
  record Steered(String name, boolean running, boolean linked) {}
}

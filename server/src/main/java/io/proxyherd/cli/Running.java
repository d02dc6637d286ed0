package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.ConfiguredPlaces;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.JournalFailure;
import io.proxyherd.transport.BindFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Runs servers until somebody stops the process, or all have stopped themselves. */
final class Running {
  /** Starts the servers. */
  interface Start {
    Herd herd(PlaceFinder places) throws BindFailure, JournalFailure;
  }

  /** The exit code when no server is left because each has stopped itself. */
  static final int FAIL_STOPPED = 3;

  private Running() {}

  /**
   * Starts them, says so and waits for Ctrl-C or a TERM signal, which end the process, or until no
   * server is left.
   *
   * @param company what runs beside them
   * @param print takes the running herd and what places there are
   * @return the exit code
   */
  static int untilStopped(
      Console console,
      HerdConfig config,
      Company company,
      Start start,
      BiConsumer<Herd, String> print) {
    new CassandraDatabases(System.getenv()).check(config);
    var places = ConfiguredPlaces.open(config, System.getenv());
    Herd herd;
    try {
      herd = start.herd(places.chain());
    } catch (BindFailure | JournalFailure e) {
      places.close();
      company.tidyUp();
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  company.leave();
                  herd.close();
                  places.close();
                  company.tidyUp();
                  console.out().println("\nstopped");
                },
                "stop"));
    print.accept(herd, places.description());
    var exitCode = new CompletableFuture<Integer>();
    herd.onFailStop((server, reason) -> {
      int others = herd.size();
      console.err().println("herd: " + server + " stopped itself: " + reason + rest(others));
      if (others == 0) {
        exitCode.complete(FAIL_STOPPED);
      }
    });
    return exitCode.join();
  }

  private static String rest(int others) {
    return others == 0 ? "" : "; " + others + (others == 1 ? " goes on" : " go on");
  }
}

package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.JournalFailure;
import io.proxyherd.places.chain.ProviderChain;
import io.proxyherd.places.index.EmbeddedPlaces;
import io.proxyherd.transport.BindFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

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
   * @param print takes the running herd and the number of its places
   * @return the exit code
   */
  static int untilStopped(
      Console console, HerdConfig config, Start start, ObjIntConsumer<Herd> print) {
    var embedded =
        EmbeddedPlaces.open(
            config.dataDir().resolve("places"),
            config.places().threads(),
            config.places().queueLimit());
    var places = new ProviderChain(List.of(embedded), config.places().deadline());
    Herd herd;
    try {
      herd = start.herd(places);
    } catch (BindFailure | JournalFailure e) {
      places.close();
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  herd.close();
                  places.close();
                  console.out().println("\nstopped");
                },
                "stop"));
    print.accept(herd, embedded.size());
    var exitCode = new CompletableFuture<Integer>();
    var left = new AtomicInteger(herd.size());
    herd.onFailStop((server, reason) -> {
      int others = left.decrementAndGet();
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

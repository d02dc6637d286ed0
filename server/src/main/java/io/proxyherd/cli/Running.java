package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.node.PlacesProvider;
import io.proxyherd.ops.Herd;
import io.proxyherd.ops.JournalFailure;
import io.proxyherd.places.EmbeddedPlaces;
import io.proxyherd.transport.BindFailure;
import java.util.concurrent.CountDownLatch;
import java.util.function.ObjIntConsumer;

/** Runs servers until somebody stops the process. */
final class Running {
  /** Starts the servers. */
  interface Start {
    Herd herd(PlacesProvider places) throws BindFailure, JournalFailure;
  }

  private Running() {}

  /**
   * Starts them, says so and waits for Ctrl-C or a TERM signal.
   *
   * @param print takes the running herd and the number of its places
   */
  static int untilStopped(
      Console console, HerdConfig config, Start start, ObjIntConsumer<Herd> print) {
    var places =
        EmbeddedPlaces.open(
            config.dataDir().resolve("places"),
            config.places().threads(),
            config.places().queueLimit());
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
    print.accept(herd, places.size());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}

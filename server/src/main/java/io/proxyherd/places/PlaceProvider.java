package io.proxyherd.places;

import io.proxyherd.node.NearbyQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One provider of places, here or far away. Safe for many threads. */
public interface PlaceProvider extends AutoCloseable {
  /** What the configuration, the log and the metrics call it, such as {@code google}. */
  String name();

  /**
   * Looks for places and returns at once. The future is completed on any thread and never
   * exceptionally: what goes wrong is an {@link Outcome.Failed}.
   *
   * @param patience how long the caller waits for it; what takes longer is to be given up
   */
  CompletableFuture<Outcome> find(NearbyQuery query, Duration patience);

  /**
   * The answer's JSON, as {@link NearbyPrinter} prints it, if it takes only microseconds of the
   * caller's thread. Never throws.
   *
   * @return empty if it takes longer: then {@link #find} is to be asked
   */
  default Optional<byte[]> findNow(NearbyQuery query) {
    return Optional.empty();
  }

  /** Answers what is still waiting with a failure. */
  @Override
  void close();
}

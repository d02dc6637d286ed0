package io.proxyherd.places.index;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.PlaceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider that needs no key and no network: it answers from the places that come with the
 * product and from the layers that were imported, at once or on threads of its own.
 */
public final class EmbeddedPlaces implements PlaceProvider {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPlaces.class);
  private static final int CLOSE_SECONDS = 5;

  private final PlaceSearch index;
  private final ThreadPoolExecutor lookups;
  private final Set<Class<?>> loggedKinds = ConcurrentHashMap.newKeySet();

  EmbeddedPlaces(PlaceSearch index, int threads, int queueLength) {
    this.index = index;
    this.lookups =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueLength),
            daemons());
  }

  /**
   * Opens the layers kept in a directory, and follows their changes. The shipped one is built there
   * first, which takes a few seconds; where nothing can be written, it is built in memory. Several
   * processes may share the directory.
   *
   * @param threads how many lookups run at once, at least 1
   * @param queueLength how many more may wait, at least 1; what comes on top fails at once
   * @param memoryBytes how much memory places may take to be answered at once, about
   */
  public static EmbeddedPlaces open(
      Path directory, int threads, int queueLength, long memoryBytes) {
    try {
      LiveLayers layers = LiveLayers.open(directory, memoryBytes);
      layers.follow();
      return new EmbeddedPlaces(layers, threads, queueLength);
    } catch (IOException e) {
      throw new UncheckedIOException("places: " + directory + " cannot be read", e);
    }
  }

  private static ThreadFactory daemons() {
    var count = new AtomicInteger();
    return task -> {
      var thread = new Thread(task, "places-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** How many places there are to be found. */
  public int size() {
    return index.size();
  }

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public CompletableFuture<Outcome> find(NearbyQuery query, Duration patience) {
    var lookup = new Lookup(query);
    try {
      lookups.execute(lookup);
    } catch (RejectedExecutionException e) {
      lookup.fail(
          lookups.isShutdown()
              ? "places: the server is stopping"
              : "places: too many lookups are waiting");
    }
    return lookup.outcome;
  }

  @Override
  public Optional<byte[]> findNow(NearbyQuery query) {
    try {
      return index.answer(query);
    } catch (RuntimeException e) {
      logOnce(e);
      return Optional.empty();
    }
  }

  private final class Lookup implements Runnable {
    private final NearbyQuery query;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Lookup(NearbyQuery query) {
      this.query = query;
    }

    @Override
    public void run() {
      outcome.complete(look());
    }

    /** An InternalError is what a reader sees when a mapped file shrinks under it. */
    private Outcome look() {
      try {
        return new Found(index.nearest(query));
      } catch (IOException | RuntimeException | InternalError e) {
        logOnce(e);
        return new Failed(
            Status.UNKNOWN_ERROR, Retry.NEVER, "places: the lookup failed; see the server's log");
      }
    }

    void fail(String message) {
      outcome.complete(new Failed(Status.UNKNOWN_ERROR, Retry.NEVER, message));
    }
  }

  private void logOnce(Throwable error) {
    if (loggedKinds.add(error.getClass())) {
      LOG.error("places: a lookup failed; further failures of this kind are not logged", error);
    }
  }

  /** Answers what is still waiting with a failure and lets running lookups end. */
  @Override
  public void close() {
    lookups.shutdown();
    var waiting = new ArrayList<Runnable>();
    lookups.getQueue().drainTo(waiting);
    waiting.forEach(lookup -> ((Lookup) lookup).fail("places: the server is stopping"));
    awaitRunning();
    try {
      index.close();
    } catch (IOException e) {
      LOG.warn("places: the index did not close", e);
    }
  }

  private void awaitRunning() {
    try {
      if (!lookups.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("places: a lookup still runs after {} s and will fail", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.proxyherd.places;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyAnswer.Failed;
import io.proxyherd.node.NearbyAnswer.Found;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlacesProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider that needs no key and no network: it answers from the places that come with the
 * product, on threads of its own.
 */
public final class EmbeddedPlaces implements PlacesProvider, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPlaces.class);
  private static final int CLOSE_SECONDS = 5;

  private final PlaceIndex index;
  private final ThreadPoolExecutor lookups;
  private final Set<Class<?>> loggedKinds = ConcurrentHashMap.newKeySet();

  EmbeddedPlaces(PlaceIndex index, int threads, int queueLength) {
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
   * Opens the index kept in a directory, or builds it there first, which takes a few seconds; where
   * nothing can be written, it is built in memory. Several processes may share the directory.
   *
   * @param threads how many lookups run at once, at least 1
   * @param queueLength how many more may wait, at least 1; what comes on top fails at once
   */
  public static EmbeddedPlaces open(Path directory, int threads, int queueLength) {
    PlaceIndex index = new IndexDirectory(directory, Dataset.shipped()).open();
    return new EmbeddedPlaces(index, threads, queueLength);
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
  public void find(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    var lookup = new Lookup(query, answer);
    try {
      lookups.execute(lookup);
    } catch (RejectedExecutionException e) {
      lookup.fail(
          lookups.isShutdown()
              ? "places: the server is stopping"
              : "places: too many lookups are waiting");
    }
  }

  private final class Lookup implements Runnable {
    private final NearbyQuery query;
    private final Consumer<NearbyAnswer> answer;

    Lookup(NearbyQuery query, Consumer<NearbyAnswer> answer) {
      this.query = query;
      this.answer = answer;
    }

    @Override
    public void run() {
      answer.accept(look());
    }

    /** An InternalError is what a reader sees when a mapped file shrinks under it. */
    private NearbyAnswer look() {
      try {
        return new Found(NearbyPrinter.print(index.nearest(query)));
      } catch (IOException | RuntimeException | InternalError e) {
        logOnce(e);
        return new Failed(Status.UNKNOWN_ERROR, "places: the lookup failed; see the server's log");
      }
    }

    void fail(String message) {
      answer.accept(new Failed(Status.UNKNOWN_ERROR, message));
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

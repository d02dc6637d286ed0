package io.proxyherd.places.index;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.CatalogueFile;
import io.proxyherd.places.layers.CatalogueFile.Stamp;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers that the catalogue names, as it changes. A new state is taken over in whole or not at
 * all; searches under way end on the old one. Safe for many threads.
 */
public final class LiveLayers implements PlaceSearch {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLayers.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** After this long what failed is tried again, though the catalogue has not changed. */
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(60);

  /** How often the catalogue may change while its layers are being opened. */
  private static final int MOST_CHANGES = 5;

  private final CatalogueFile file;
  private final LayerFiles files;
  private final long memoryBytes;
  private final Thread follower =
      Thread.ofPlatform().daemon().name("places-layers").unstarted(this::refreshNowAndThen);

  // Guarded by this.
  private Optional<Stamp> seen = Optional.empty();
  private OpenLayers open = OpenLayers.NONE;
  private String lastFailure = "";
  private long failedNanos;
  private boolean closed;

  private volatile LayeredSearch current;

  private LiveLayers(Path directory, Supplier<Dataset> shipped, long memoryBytes)
      throws IOException {
    this.file = new CatalogueFile(directory);
    this.files = new LayerFiles(directory, shipped);
    this.memoryBytes = memoryBytes;
    this.current = new LayeredSearch(open);
  }

  /**
   * Opens the layers as the catalogue has them now. The shipped one is indexed first where it is
   * not, which takes a few seconds; an imported one that cannot be opened is left out, with a
   * warning in the log.
   *
   * @param directory which has the catalogue and the layers; several processes may share it
   * @param memoryBytes how much memory their places may take to be answered at once, about; where
   *     that is too little they take none
   */
  public static LiveLayers open(Path directory, long memoryBytes) throws IOException {
    return open(directory, Dataset::shipped, memoryBytes);
  }

  static LiveLayers open(Path directory, Supplier<Dataset> shipped, long memoryBytes)
      throws IOException {
    var layers = new LiveLayers(directory, shipped, memoryBytes);
    layers.openFirst();
    return layers;
  }

  private synchronized void openFirst() throws IOException {
    try {
      takeOver();
    } catch (IOException e) {
      remember(e);
      OpenLayers good = files.openGood(catalogueOrNone());
      LOG.warn("places: answered from {} only: {}", good, e.getMessage());
      swap(good);
    }
  }

  private Catalogue catalogueOrNone() {
    try {
      return file.read();
    } catch (IOException _) {
      return Catalogue.EMPTY;
    }
  }

  /** From now on takes over what changes, about a second after it does. */
  public void follow() {
    follower.start();
  }

  private void refreshNowAndThen() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        refresh();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** Takes over what has changed; when it cannot be opened, all stays as it was. */
  synchronized void refresh() {
    try {
      if (!closed && (isRetryDue() || !file.stamp().equals(seen))) {
        takeOver();
        lastFailure = "";
        LOG.info("places: answered from {} now", open);
      }
    } catch (IOException | RuntimeException e) {
      if (!String.valueOf(e.getMessage()).equals(lastFailure)) {
        LOG.warn("places: still answered from {}: {}", open, e.getMessage());
      }
      remember(e);
    }
  }

  private boolean isRetryDue() {
    return !lastFailure.isEmpty() && System.nanoTime() - failedNanos > TRY_AGAIN_AFTER.toNanos();
  }

  private void remember(Exception e) {
    failedNanos = System.nanoTime();
    lastFailure = String.valueOf(e.getMessage());
  }

  /** A layer may be replaced, and its files deleted, between reading the catalogue and opening. */
  private void takeOver() throws IOException {
    for (int change = 0; ; change++) {
      seen = file.stamp();
      try {
        swap(files.openAll(file.read(), open));
        return;
      } catch (IOException e) {
        if (change == MOST_CHANGES || file.stamp().equals(seen)) {
          throw e;
        }
      }
    }
  }

  private void swap(OpenLayers next) throws IOException {
    LayeredSearch oldSearch = current;
    OpenLayers oldLayers = open;
    current = new LayeredSearch(next, memoryBytes);
    open = next;
    oldLayers.closeAllBut(next);
    oldSearch.close();
  }

  @Override
  public int size() {
    return current.size();
  }

  @Override
  public List<Place> nearest(NearbyQuery query) throws IOException {
    LayeredSearch search = enter();
    try {
      return search.nearest(query);
    } finally {
      search.leave();
    }
  }

  /** It stays right when it is closed meanwhile: it is in memory. */
  @Override
  public Optional<byte[]> answer(NearbyQuery query) {
    return current.answer(query);
  }

  /** The nearest places within the radius, nearest first; at equal distance by ID. */
  public List<NearPlace> near(NearbyQuery query) throws IOException {
    LayeredSearch search = enter();
    try {
      return search.near(query);
    } finally {
      search.leave();
    }
  }

  /** The present search, which stays open until it is left. */
  private LayeredSearch enter() {
    while (true) {
      LayeredSearch search = current;
      if (search.tryEnter()) {
        return search;
      }
      if (search == current) {
        throw new IllegalStateException("places: closed");
      }
    }
  }

  @Override
  public void close() throws IOException {
    follower.interrupt();
    synchronized (this) {
      closed = true;
      open.closeAllBut(OpenLayers.NONE);
      open = OpenLayers.NONE;
      current.close();
    }
  }
}

package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of places as they were asked for. When there is no room for more, all is forgotten: what
 * is still asked for comes back. Safe for many threads.
 */
final class KeptJson {
  /** What a place takes that is not kept. */
  static final int BYTES_EACH = Integer.BYTES;

  /** The objects around the bytes. */
  private static final int OVERHEAD_BYTES = 48;

  private final int places;
  private final long mostBytes;
  private final Map<Attribution, byte[]> attributions = new ConcurrentHashMap<>();
  private long bytes;
  private volatile AtomicReferenceArray<PlaceJson> kept;

  /**
   * @param places how many there are, numbered from 0
   * @param mostBytes how much memory may be taken beside {@link #BYTES_EACH}, about
   */
  KeptJson(int places, long mostBytes) {
    this.places = places;
    this.mostBytes = mostBytes;
    kept = new AtomicReferenceArray<>(places);
  }

  @Nullable PlaceJson find(int number) {
    return kept.getAcquire(number);
  }

  void keep(int number, Place place) {
    if (find(number) == null) {
      keep(number, place, PlaceJson.of(place));
    }
  }

  private synchronized void keep(int number, Place place, PlaceJson json) {
    byte[] known = attributions.get(place.attribution());
    bytes +=
        OVERHEAD_BYTES + json.result().length + (known == null ? json.attribution().length : 0);
    if (bytes > mostBytes) {
      bytes = 0;
      attributions.clear();
      kept = new AtomicReferenceArray<>(places);
    }
    byte[] attribution = attributions.computeIfAbsent(place.attribution(), _ -> json.attribution());
    kept.setRelease(number, new PlaceJson(json.result(), attribution));
  }
}

package io.proxyherd.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * Prints places as a Google Nearby Search answer: UTF-8 JSON on one line, places in the order
 * given, each attribution once.
 */
public final class NearbyPrinter {
  private static final byte[] ATTRIBUTIONS = "{\"html_attributions\":[".getBytes(UTF_8);
  private static final byte[] RESULTS = "],\"results\":[".getBytes(UTF_8);
  private static final byte[] OK = "],\"status\":\"OK\"}".getBytes(UTF_8);
  private static final byte[] NONE = "],\"status\":\"ZERO_RESULTS\"}".getBytes(UTF_8);

  private NearbyPrinter() {}

  /** Prints what was found; what a provider wants passed on as it is, as it is. */
  public static byte[] print(Outcome.Found found) {
    return found
        .original()
        .map(original -> original.json().getBytes(UTF_8))
        .orElseGet(() -> print(found.places()));
  }

  public static byte[] print(List<Place> places) {
    return join(places.stream().map(PlaceJson::of).toArray(PlaceJson[]::new));
  }

  /** The answer with those places. */
  public static byte[] join(PlaceJson... places) {
    byte[] status = places.length == 0 ? NONE : OK;
    int length = ATTRIBUTIONS.length + RESULTS.length + status.length;
    for (PlaceJson place : places) {
      length += place.result().length + 1 + place.attribution().length + 1;
    }
    var json = new byte[length];
    int at = append(ATTRIBUTIONS, json, 0);
    int empty = at;
    for (int i = 0; i < places.length; i++) {
      if (isFirstOfItsSource(places, i)) {
        at = appendNext(places[i].attribution(), json, at, empty);
      }
    }
    at = append(RESULTS, json, at);
    empty = at;
    for (PlaceJson place : places) {
      at = appendNext(place.result(), json, at, empty);
    }
    at = append(status, json, at);
    return at == length ? json : Arrays.copyOf(json, at);
  }

  private static boolean isFirstOfItsSource(PlaceJson[] places, int index) {
    byte[] attribution = places[index].attribution();
    for (int i = 0; i < index; i++) {
      if (Arrays.equals(places[i].attribution(), attribution)) {
        return false;
      }
    }
    return true;
  }

  private static int appendNext(byte[] part, byte[] json, int at, int empty) {
    int next = at;
    if (at > empty) {
      json[next++] = ',';
    }
    return append(part, json, next);
  }

  private static int append(byte[] part, byte[] json, int at) {
    System.arraycopy(part, 0, json, at, part.length);
    return at + part.length;
  }
}

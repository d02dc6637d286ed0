package io.proxyherd.places;

import java.util.List;

/**
 * A Google Nearby Search answer character by character, so that what we know nothing of is passed
 * on, too. Put together in this order, with commas between the results, it is JSON.
 *
 * @param head up to and with the bracket that opens the results
 * @param results each result's object
 * @param tail from the bracket that closes the results
 */
public record OriginalAnswer(String head, List<String> results, String tail) {
  public OriginalAnswer {
    results = List.copyOf(results);
  }

  OriginalAnswer limitedTo(int limit) {
    return new OriginalAnswer(head, results.subList(0, Math.min(limit, results.size())), tail);
  }

  /** It all, as JSON. */
  String json() {
    return head + String.join(",", results) + tail;
  }
}

package io.proxyherd.node;

import java.util.Optional;
import java.util.function.Consumer;

/** Where a node's WHATSAT gets the places near a point. The shell implements it. */
public interface PlaceFinder {
  /**
   * Looks for places where that takes only microseconds of the caller's thread. Never throws.
   *
   * @return the JSON of a {@link NearbyAnswer.Found}; empty if it takes longer, or fails: then
   *     {@link #find} is to be asked
   */
  default Optional<byte[]> findNow(NearbyQuery query) {
    return Optional.empty();
  }

  /**
   * Looks for places and returns at once. {@code answer} is called exactly once, on any thread, and
   * may be called before this method returns; an answer that comes after the node's deadline is
   * ignored. Never throws: what goes wrong is a {@link NearbyAnswer.Failed}.
   */
  void find(NearbyQuery query, Consumer<NearbyAnswer> answer);
}

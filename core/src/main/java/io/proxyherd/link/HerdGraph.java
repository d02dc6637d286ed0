package io.proxyherd.link;

import java.util.Map;
import java.util.Set;

/**
 * What one server knows of the links of its herd.
 *
 * @param linked by server, with whom it says that it is linked; the servers that have been heard of
 * @param up the links that both ends speak of
 * @param tree those of them over which reports travel
 */
public record HerdGraph(Map<String, Set<String>> linked, Set<Pair> up, Set<Pair> tree) {
  /** Two servers, the one whose name comes first in the alphabet first. */
  public record Pair(String one, String other) {
    /** Of these two, in whatever order. */
    public static Pair of(String one, String other) {
      return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }
}

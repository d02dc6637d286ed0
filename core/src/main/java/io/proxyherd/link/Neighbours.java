package io.proxyherd.link;

import java.util.Set;
import java.util.TreeSet;

/**
 * With whom a server is linked, in its own words. Greater words replace lesser ones: those of a
 * higher version; of two lives that counted equally far, those that come later as text, for all
 * servers must choose the same.
 *
 * @param version of these words: 1, 2, 3 …
 * @param linked the servers to which its links are up
 */
record Neighbours(String server, long version, Set<String> linked)
    implements Comparable<Neighbours> {
  Neighbours {
    linked = Set.copyOf(linked);
  }

  @Override
  public int compareTo(Neighbours other) {
    int byVersion = Long.compare(version, other.version);
    return byVersion == 0 ? text().compareTo(other.text()) : byVersion;
  }

  private String text() {
    return String.join(" ", new TreeSet<>(linked));
  }
}

package io.proxyherd.link;

import java.util.Set;

/**
 * With whom a server is linked, in its own words.
 *
 * @param version of these words: 1, 2, 3 …; higher ones replace lower ones
 * @param linked the servers to which its links are up
 */
record Neighbours(String server, long version, Set<String> linked) {
  Neighbours {
    linked = Set.copyOf(linked);
  }
}

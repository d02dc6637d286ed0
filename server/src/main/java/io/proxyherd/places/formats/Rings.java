package io.proxyherd.places.formats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Joins the lines of an outline, which come in any order and direction, to closed rings. */
final class Rings {
  private final Map<Long, Deque<LongList>> byEnd = new HashMap<>();
  private final Set<LongList> free = Collections.newSetFromMap(new IdentityHashMap<>());

  private Rings(List<LongList> lines) {
    for (LongList line : lines) {
      free.add(line);
      byEnd.computeIfAbsent(line.first(), _ -> new ArrayDeque<>()).add(line);
      byEnd.computeIfAbsent(line.last(), _ -> new ArrayDeque<>()).add(line);
    }
  }

  /** The rings that lines of one point or more make; none if one of the lines is left over. */
  static List<LongList> of(List<LongList> lines) {
    var open = new Rings(lines);
    var rings = new ArrayList<LongList>();
    for (LongList line : lines) {
      if (open.free.remove(line)) {
        Optional<LongList> ring = open.close(line);
        if (ring.isEmpty()) {
          return List.of();
        }
        rings.add(ring.get());
      }
    }
    return rings;
  }

  private Optional<LongList> close(LongList begin) {
    var ring = new LongList();
    ring.addAll(begin);
    while (ring.first() != ring.last()) {
      Optional<LongList> next = takeAt(ring.last());
      if (next.isEmpty()) {
        return Optional.empty();
      }
      if (next.get().first() == ring.last()) {
        ring.addAll(next.get());
      } else {
        ring.addReversed(next.get());
      }
    }
    return Optional.of(ring);
  }

  private Optional<LongList> takeAt(long end) {
    Deque<LongList> lines = byEnd.getOrDefault(end, new ArrayDeque<>());
    while (!lines.isEmpty()) {
      LongList line = lines.remove();
      if (free.remove(line)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }
}

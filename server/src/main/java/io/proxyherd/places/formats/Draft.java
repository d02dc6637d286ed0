package io.proxyherd.places.formats;

import java.util.List;
import java.util.Optional;

/**
 * A row that may become a place once its position is known.
 *
 * @param id its source's own; empty when it has none
 * @param name empty when the source has none
 * @param types empty when the source has none
 * @param vicinity empty when the source has none
 */
record Draft(String id, String name, List<String> types, String vicinity) {
  static final int LONGEST_NAME = 255;
  private static final int LONGEST_VICINITY = 255;
  private static final int LONGEST_TYPE = 64;
  private static final int MOST_TYPES = 12;

  Draft {
    name = plain(name);
    vicinity = plain(vicinity);
    if (vicinity.length() > LONGEST_VICINITY) {
      vicinity = vicinity.substring(0, LONGEST_VICINITY);
    }
    types = types.stream().filter(type -> type.length() <= LONGEST_TYPE).limit(MOST_TYPES).toList();
  }

  /** Why this cannot become a place, wherever it is. */
  Optional<Reason> objection() {
    if (name.isEmpty()) {
      return Optional.of(Reason.NO_NAME);
    }
    if (name.indexOf('\uFFFD') >= 0) {
      return Optional.of(Reason.GARBLED_NAME);
    }
    return name.length() > LONGEST_NAME ? Optional.of(Reason.LONG_NAME) : Optional.empty();
  }

  /** Without space around it; control characters become spaces. */
  private static String plain(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cc}+", " ").strip()
        : text.strip();
  }
}

package io.proxyherd.places.formats;

import static java.util.stream.Collectors.joining;

import io.proxyherd.places.OsmTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which elements of OpenStreetMap are places: those with a name and a tag that says what one can do
 * there. A named building counts, too.
 */
final class PoiRule {
  private static final String NAME = "name";

  /** Any value of these but {@code no}. */
  private static final List<String> KEYS =
      List.of(
          "amenity",
          "shop",
          "tourism",
          "leisure",
          "office",
          "historic",
          "healthcare",
          "craft",
          "place");

  private static final Map<String, String> TAGS =
      Map.of("railway", "station", "aeroway", "aerodrome", "natural", "peak");

  private static final String LAST_RESORT = "building";

  private static final Set<String> TELLING = telling();
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

  private PoiRule() {}

  private static Set<String> telling() {
    var telling = new LinkedHashSet<String>(KEYS);
    telling.addAll(TAGS.keySet());
    telling.add(LAST_RESORT);
    telling.add(NAME);
    return Set.copyOf(telling);
  }

  /** Whether an element without any such key is of no interest at all. */
  static boolean caresFor(String key) {
    return TELLING.contains(key);
  }

  /**
   * Why an element is not a place, as far as its tags tell; empty if it is one, or if nobody would
   * expect it to be one.
   */
  static Optional<Reason> objection(Map<String, String> tags) {
    boolean named = tags.containsKey(NAME);
    if (hasKind(tags)) {
      return named ? Optional.empty() : Optional.of(Reason.NO_NAME);
    }
    return named && !has(tags, LAST_RESORT) ? Optional.of(Reason.OTHER_KIND) : Optional.empty();
  }

  /** Whether this is a place. */
  static boolean accepts(Map<String, String> tags) {
    return tags.containsKey(NAME) && (hasKind(tags) || has(tags, LAST_RESORT));
  }

  private static boolean hasKind(Map<String, String> tags) {
    return KEYS.stream().anyMatch(key -> has(tags, key))
        || TAGS.entrySet().stream().anyMatch(tag -> tag.getValue().equals(tags.get(tag.getKey())));
  }

  private static boolean has(Map<String, String> tags, String key) {
    return !tags.getOrDefault(key, "no").equals("no");
  }

  /** What the tags tell of a place. */
  static Draft draft(String id, Map<String, String> tags) {
    return new Draft(id, tags.getOrDefault(NAME, ""), types(tags), vicinity(tags));
  }

  /** Google's words, then OpenStreetMap's own. */
  static List<String> types(Map<String, String> tags) {
    var types = new ArrayList<String>(OsmTypes.typesOf(tags));
    Stream.concat(KEYS.stream(), TAGS.keySet().stream().sorted())
        .flatMap(key -> Stream.of(tags.getOrDefault(key, "").split(";", -1)))
        .map(String::strip)
        .filter(word -> WORD.matcher(word).matches() && !word.equals("yes") && !word.equals("no"))
        .filter(word -> !types.contains(word))
        .forEach(types::add);
    return types;
  }

  /** "Hilgard Avenue 930, Los Angeles", or what of it there is. */
  static String vicinity(Map<String, String> tags) {
    if (tags.containsKey("addr:full")) {
      return tags.get("addr:full");
    }
    String street = tags.getOrDefault("addr:street", tags.getOrDefault("addr:place", ""));
    String number = street.isEmpty() ? "" : tags.getOrDefault("addr:housenumber", "");
    return Stream.of((street + " " + number).strip(), tags.getOrDefault("addr:city", ""))
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }
}

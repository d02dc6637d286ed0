package io.proxyherd.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the file and the environment say, as text with the place of each value, before it is judged.
 *
 * @param settings by key
 * @param servers empty when none are named
 * @param links empty when none are named
 * @param legacy the neighbours that others wrote
 */
record Written(
    Map<String, Value> settings,
    Optional<List<Server>> servers,
    Optional<Links> links,
    List<Server> legacy) {

  /** A setting's text. */
  record Value(String text, Origin origin) {}

  /** A server or a legacy neighbour, and its settings by key, such as {@code peer-port}. */
  record Server(String name, Origin origin, Map<String, Value> settings) {}

  /** The links, and where their list begins. */
  record Links(Origin origin, List<Link> pairs) {}

  /** A link between two servers. */
  record Link(String a, String b, Origin origin) {}

  private static final Origin STANDARD = new Origin.Standard();

  /** The ports of the standard herd's servers; a server of one of these names has its port. */
  static final Map<String, String> STANDARD_PORTS =
      Map.of(
          "Alford", "12860",
          "Ball", "12861",
          "Hamilton", "12862",
          "Holiday", "12863",
          "Welsh", "12864");

  private static final Links STANDARD_LINKS =
      new Links(
          STANDARD,
          List.of(
              new Link("Alford", "Hamilton", STANDARD),
              new Link("Alford", "Welsh", STANDARD),
              new Link("Ball", "Holiday", STANDARD),
              new Link("Ball", "Welsh", STANDARD),
              new Link("Hamilton", "Holiday", STANDARD)));

  static Written nothing() {
    return new Written(Map.of(), Optional.empty(), Optional.empty(), List.of());
  }

  /** With the standard servers if none are named, and the standard links if neither are. */
  Written orStandardHerd() {
    if (servers.isPresent()) {
      return this;
    }
    var standard =
        STANDARD_PORTS.keySet().stream()
            .sorted()
            .map(name -> new Server(name, STANDARD, Map.of()))
            .toList();
    return new Written(
        settings, Optional.of(standard), Optional.of(links.orElse(STANDARD_LINKS)), legacy);
  }
}

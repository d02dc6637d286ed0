package io.proxyherd.places.formats;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An element to be written to an OSM file. */
sealed interface OsmElement {
  long id();

  Map<String, String> tags();

  record Node(long id, double latitude, double longitude, Map<String, String> tags)
      implements OsmElement {}

  record Way(long id, List<Long> nodes, Map<String, String> tags) implements OsmElement {}

  record Relation(long id, List<Member> members, Map<String, String> tags) implements OsmElement {}

  /** A member that is a way. */
  record Member(long way, String role) {}

  static Node node(long id, double latitude, double longitude, String... tags) {
    return new Node(id, latitude, longitude, tags(tags));
  }

  static Way way(long id, List<Long> nodes, String... tags) {
    return new Way(id, nodes, tags(tags));
  }

  static Relation relation(long id, List<Member> members, String... tags) {
    return new Relation(id, members, tags(tags));
  }

  /** From {@code key=value}. */
  private static Map<String, String> tags(String... tags) {
    var map = new TreeMap<String, String>();
    for (String tag : tags) {
      int equals = tag.indexOf('=');
      map.put(tag.substring(0, equals), tag.substring(equals + 1));
    }
    return map;
  }
}

package io.proxyherd.places.formats;

import java.io.IOException;
import java.util.Map;

/**
 * Takes the elements of an OSM file, in the file's order. The arguments are valid during the call.
 */
interface OsmVisitor {
  /**
   * A node.
   *
   * @param position see {@link Position}; {@link Position#NONE} when it is not on earth
   * @param tags all of them; maybe none if {@link PoiRule} cares for none of them
   */
  default void node(long id, long position, Map<String, String> tags) throws IOException {}

  default void way(Way way) throws IOException {}

  default void relation(Relation relation) throws IOException {}

  /** What is decoded only when asked for. */
  interface Way {
    long id();

    /** All of them; maybe none if {@link PoiRule} cares for none of them. */
    Map<String, String> tags();

    /** The ids of its nodes. */
    LongList nodes() throws IOException;

    /** The {@link Position}s of its nodes, if the file has them with the way; otherwise none. */
    LongList positions() throws IOException;
  }

  /** What is decoded only when asked for. */
  interface Relation {
    long id();

    Map<String, String> tags();

    /** The ids of the ways whose role {@link #isOuter}. */
    LongList outerWays() throws IOException;

    /** Whether a member with this role belongs to the outer line; no role was usual once. */
    static boolean isOuter(String role) {
      return role.isEmpty() || role.equals("outer");
    }
  }
}

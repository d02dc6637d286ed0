package io.proxyherd.places.formats;

import java.io.IOException;
import java.util.EnumSet;

/** An OSM file that can be read several times. */
interface OsmSource {
  /** The kinds of elements. */
  enum Kind {
    NODE,
    WAY,
    RELATION
  }

  /** Reads the file from its beginning to its end and shows the elements of some kinds. */
  void read(EnumSet<Kind> kinds, OsmVisitor visitor) throws IOException;
}

package io.proxyherd.places.index;

import io.proxyherd.places.PlaceRows;
import java.io.IOException;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An index in memory, for tests. */
final class ExampleIndex {
  private ExampleIndex() {}

  static PlaceIndex of(PlaceRows rows) throws IOException {
    var memory = new ByteBuffersDirectory();
    PlaceIndex.write(memory, rows);
    return PlaceIndex.open(memory);
  }
}

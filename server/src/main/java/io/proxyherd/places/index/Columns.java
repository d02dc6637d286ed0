package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;

/** What a layer's places are, to be read in the order of the documents. Not thread-safe. */
final class Columns {
  private final BinaryDocValues text;
  private final SharedValues<List<String>>.Reader types;
  private final SharedValues<Attribution>.Reader attributions;

  Columns(PlaceIndex index) throws IOException {
    text = DocValues.getBinary(index.segment(), PlaceDocument.TEXT);
    types = index.types().reader();
    attributions = index.attributions().reader();
  }

  Place read(int document, long position) throws IOException {
    PlaceIndex.require(text.advanceExact(document), document);
    return PlaceDocument.place(
        text.binaryValue(), position, types.of(document), attributions.of(document));
  }
}

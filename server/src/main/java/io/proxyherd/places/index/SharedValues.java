package io.proxyherd.places.index;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;

/**
 * A column whose values many places share. Lucene unpacks 64 values to show one, so the first few
 * thousand are kept as they are asked for. Safe for many threads.
 */
final class SharedValues<T> {
  private static final int MOST_KEPT = 4096;

  private final LeafReader segment;
  private final String column;
  private final Function<String, T> parse;
  private final AtomicReferenceArray<T> kept;

  SharedValues(LeafReader segment, String column, Function<String, T> parse) throws IOException {
    this.segment = segment;
    this.column = column;
    this.parse = parse;
    this.kept = new AtomicReferenceArray<>(Math.min(MOST_KEPT, open().getValueCount()));
  }

  /** The column itself, for one thread, to be read in the order of the documents. */
  Reader reader() throws IOException {
    return new Reader(open());
  }

  private SortedDocValues open() throws IOException {
    SortedDocValues values = segment.getSortedDocValues(column);
    if (values == null) {
      throw new IOException("places index: the column " + column + " is missing");
    }
    return values;
  }

  /** Reads the column. Not thread-safe. */
  final class Reader {
    private final SortedDocValues values;

    private Reader(SortedDocValues values) {
      this.values = values;
    }

    T of(int document) throws IOException {
      PlaceIndex.require(values.advanceExact(document), document);
      int number = values.ordValue();
      T known = number < kept.length() ? kept.get(number) : null;
      return known == null ? parsed(number) : known;
    }

    private T parsed(int number) throws IOException {
      T value = parse.apply(values.lookupOrd(number).utf8ToString());
      if (number < kept.length()) {
        kept.set(number, value);
      }
      return value;
    }
  }
}

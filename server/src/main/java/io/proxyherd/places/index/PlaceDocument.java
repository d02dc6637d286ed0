package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * A place as a Lucene document: a point to search by, and a column for each of its properties to
 * answer from. The point is up to 1 cm off, so the answer has its own coordinates in 1e-7 degrees.
 * What many places share is stored once (sorted columns).
 */
final class PlaceDocument {
  static final String POINT = "point";
  private static final String ID = "id";
  private static final String NAME = "name";
  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";
  private static final String TYPES = "types";
  private static final String VICINITY = "vicinity";
  private static final String ATTRIBUTION_TEXT = "attribution.text";
  private static final String ATTRIBUTION_LINK = "attribution.link";
  private static final double UNITS_PER_DEGREE = 1e7;

  private PlaceDocument() {}

  static Document of(Place place) {
    var document = new Document();
    document.add(new LatLonPoint(POINT, place.latitude(), place.longitude()));
    document.add(new NumericDocValuesField(LATITUDE, toUnits(place.latitude())));
    document.add(new NumericDocValuesField(LONGITUDE, toUnits(place.longitude())));
    document.add(new BinaryDocValuesField(ID, new BytesRef(place.id())));
    document.add(new BinaryDocValuesField(NAME, new BytesRef(place.name())));
    document.add(shared(TYPES, String.join(" ", place.types())));
    document.add(shared(VICINITY, place.vicinity()));
    document.add(shared(ATTRIBUTION_TEXT, place.attribution().text()));
    document.add(shared(ATTRIBUTION_LINK, place.attribution().link()));
    return document;
  }

  private static SortedDocValuesField shared(String column, String value) {
    return new SortedDocValuesField(column, new BytesRef(value));
  }

  private static long toUnits(double degrees) {
    return Math.round(degrees * UNITS_PER_DEGREE);
  }

  /** The columns of one segment, to be read in the order of the documents. */
  static final class Columns {
    private final NumericDocValues latitude;
    private final NumericDocValues longitude;
    private final BinaryDocValues id;
    private final BinaryDocValues name;
    private final SortedDocValues types;
    private final SortedDocValues vicinity;
    private final SortedDocValues attributionText;
    private final SortedDocValues attributionLink;

    Columns(LeafReader segment) throws IOException {
      latitude = segment.getNumericDocValues(LATITUDE);
      longitude = segment.getNumericDocValues(LONGITUDE);
      id = segment.getBinaryDocValues(ID);
      name = segment.getBinaryDocValues(NAME);
      types = segment.getSortedDocValues(TYPES);
      vicinity = segment.getSortedDocValues(VICINITY);
      attributionText = segment.getSortedDocValues(ATTRIBUTION_TEXT);
      attributionLink = segment.getSortedDocValues(ATTRIBUTION_LINK);
    }

    Place read(int document) throws IOException {
      return new Place(
          text(id, document),
          text(name, document),
          degrees(latitude, document),
          degrees(longitude, document),
          List.of(text(types, document).split(" ")),
          text(vicinity, document),
          new Attribution(text(attributionText, document), text(attributionLink, document)));
    }

    private static double degrees(NumericDocValues column, int document) throws IOException {
      require(column.advanceExact(document), document);
      return column.longValue() / UNITS_PER_DEGREE;
    }

    private static String text(BinaryDocValues column, int document) throws IOException {
      require(column.advanceExact(document), document);
      return column.binaryValue().utf8ToString();
    }

    private static String text(SortedDocValues column, int document) throws IOException {
      require(column.advanceExact(document), document);
      return column.lookupOrd(column.ordValue()).utf8ToString();
    }

    private static void require(boolean present, int document) {
      if (!present) {
        throw new IllegalStateException("places index: document " + document + " is incomplete");
      }
    }
  }
}

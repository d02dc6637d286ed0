package io.proxyherd.places.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.apache.lucene.util.BytesRef;

/**
 * A place as a Lucene document: a point and types to search by, and columns to answer from. The
 * point is up to 1 cm off, so the answer has its own coordinates in 1e-7 degrees. What differs from
 * place to place is one text; what many share is stored once (sorted columns).
 */
final class PlaceDocument {
  static final String POINT = "point";
  static final String TYPE = "type";
  static final String POSITION = "position";
  static final String TEXT = "text";
  static final String TYPES = "types";
  static final String ATTRIBUTION = "attribution";

  static final int STEPS_PER_DEGREE = 10_000_000;
  private static final int LONGEST_LENGTH_BYTES = 5;
  private static final String SEPARATOR = "\n";

  private PlaceDocument() {}

  static Document of(Place place) throws IOException {
    var document = new Document();
    document.add(new LatLonPoint(POINT, place.latitude(), place.longitude()));
    document.add(new NumericDocValuesField(POSITION, position(place)));
    document.add(new BinaryDocValuesField(TEXT, text(place)));
    for (String type : place.types()) {
      document.add(new StringField(TYPE, type, Field.Store.NO));
    }
    document.add(shared(TYPES, String.join(" ", place.types())));
    Attribution by = place.attribution();
    document.add(shared(ATTRIBUTION, by.text() + SEPARATOR + by.link()));
    return document;
  }

  private static SortedDocValuesField shared(String column, String value) {
    return new SortedDocValuesField(column, new BytesRef(value));
  }

  static List<String> types(String shared) {
    return shared.isEmpty() ? List.of() : List.of(shared.split(" "));
  }

  static Attribution attribution(String shared) {
    int separator = shared.lastIndexOf(SEPARATOR);
    return new Attribution(shared.substring(0, separator), shared.substring(separator + 1));
  }

  /** Latitude and longitude, 32 bits each. */
  private static long position(Place place) {
    long latitude = Math.round(place.latitude() * STEPS_PER_DEGREE);
    long longitude = Math.round(place.longitude() * STEPS_PER_DEGREE);
    return (latitude << Integer.SIZE) | (longitude & 0xFFFF_FFFFL);
  }

  static int latitudeSteps(long position) {
    return (int) (position >> Integer.SIZE);
  }

  static int longitudeSteps(long position) {
    return (int) position;
  }

  static double latitude(long position) {
    return degrees(latitudeSteps(position));
  }

  static double longitude(long position) {
    return degrees(longitudeSteps(position));
  }

  static double degrees(int steps) {
    return (double) steps / STEPS_PER_DEGREE;
  }

  /** ID, name and vicinity, each after its length. */
  private static BytesRef text(Place place) throws IOException {
    byte[] id = place.id().getBytes(UTF_8);
    byte[] name = place.name().getBytes(UTF_8);
    byte[] vicinity = place.vicinity().getBytes(UTF_8);
    var bytes = new byte[id.length + name.length + vicinity.length + 3 * LONGEST_LENGTH_BYTES];
    var out = new ByteArrayDataOutput(bytes);
    for (byte[] part : List.of(id, name, vicinity)) {
      out.writeVInt(part.length);
      out.writeBytes(part, part.length);
    }
    return new BytesRef(bytes, 0, out.getPosition());
  }

  static Place place(BytesRef text, long position, List<String> types, Attribution attribution)
      throws IOException {
    var in = new ByteArrayDataInput(text.bytes, text.offset, text.length);
    String id = in.readString();
    String name = in.readString();
    String vicinity = in.readString();
    return new Place(
        id, name, latitude(position), longitude(position), types, vicinity, attribution);
  }
}

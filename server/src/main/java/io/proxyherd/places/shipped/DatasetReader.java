package io.proxyherd.places.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.PlaceRows;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the dataset's layout, which keeps like with like because that is what compresses well:
 *
 * <pre>
 * file    = FORMAT layer*       one for each {@link Layer}, in order
 * layer   = regions rows
 * regions = count:int text(country) text(code) text(name)
 * rows    = count:int ints(region) text(kind) text(ident) text(name) text(town)
 *           ints(latitude) ints(longitude)
 * text    = length:int UTF-8    the entries, each with a line feed at its end
 * ints    = 4 bytes an entry    zigzag of the step from the entry before: the highest byte of
 *                               every entry, then the next of every entry, and so on
 * </pre>
 *
 * The file as a whole is compressed with gzip.
 */
final class DatasetReader {
  /** "PHP" and the version of the layout. */
  static final int FORMAT = 0x50_48_50_01;

  private DatasetReader() {}

  static void read(DataInputStream in, PlaceRows.Sink sink) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException(
          "places dataset: format %08x (expected: %08x)".formatted(format, FORMAT));
    }
    for (Layer layer : Layer.values()) {
      readLayer(in, layer, sink);
    }
  }

  private static void readLayer(DataInputStream in, Layer layer, PlaceRows.Sink sink)
      throws IOException {
    List<ShippedPlace.Region> regions = readRegions(in);
    int count = in.readInt();
    int[] region = readInts(in, count);
    Iterator<String> kind = readText(in);
    Iterator<String> ident = readText(in);
    Iterator<String> name = readText(in);
    Iterator<String> town = readText(in);
    int[] latitude = readInts(in, count);
    int[] longitude = readInts(in, count);
    for (int row = 0; row < count; row++) {
      var place =
          new ShippedPlace(
              PlaceKind.valueOf(kind.next()),
              ident.next(),
              name.next(),
              town.next(),
              regions.get(region[row]),
              layer.toDegrees(latitude[row]),
              layer.toDegrees(longitude[row]));
      sink.accept(place.toPlace());
    }
  }

  private static List<ShippedPlace.Region> readRegions(DataInputStream in) throws IOException {
    int count = in.readInt();
    Iterator<String> country = readText(in);
    Iterator<String> code = readText(in);
    Iterator<String> name = readText(in);
    var regions = new ArrayList<ShippedPlace.Region>(count);
    for (int i = 0; i < count; i++) {
      regions.add(new ShippedPlace.Region(country.next(), code.next(), name.next()));
    }
    return regions;
  }

  private static Iterator<String> readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8).lines().iterator();
  }

  private static int[] readInts(DataInputStream in, int count) throws IOException {
    var values = new int[count];
    for (int shift = 24; shift >= 0; shift -= 8) {
      byte[] plane = in.readNBytes(count);
      for (int i = 0; i < plane.length; i++) {
        values[i] |= (plane[i] & 0xFF) << shift;
      }
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      value += (values[i] >>> 1) ^ -(values[i] & 1);
      values[i] = value;
    }
    return values;
  }
}

package io.proxyherd.places.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import io.proxyherd.places.shipped.ShippedPlace.Region;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the layout that {@link DatasetReader} reads. The order of the rows given does not matter:
 * the same places are the same bytes.
 */
final class DatasetWriter {
  private static final Comparator<Region> BY_CODE =
      comparing(Region::country).thenComparing(Region::code).thenComparing(Region::name);

  /** Of the orders tried, the smallest: 4 % less than by name or along a space-filling curve. */
  private static final Comparator<ShippedPlace> SMALLEST_FIRST =
      comparing(ShippedPlace::region, BY_CODE)
          .thenComparing(comparingDouble(ShippedPlace::latitude))
          .thenComparing(comparingDouble(ShippedPlace::longitude))
          .thenComparing(ShippedPlace::name)
          .thenComparing(ShippedPlace::ident);

  private DatasetWriter() {}

  static byte[] write(List<ShippedPlace> places) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new SmallestGzip(bytes))) {
      out.writeInt(DatasetReader.FORMAT);
      for (Layer layer : Layer.values()) {
        writeLayer(out, layer, rows(places, layer));
      }
    }
    return bytes.toByteArray();
  }

  private static List<ShippedPlace> rows(List<ShippedPlace> places, Layer layer) {
    return places.stream()
        .filter(place -> place.kind().layer() == layer)
        .sorted(SMALLEST_FIRST)
        .toList();
  }

  private static void writeLayer(DataOutputStream out, Layer layer, List<ShippedPlace> rows)
      throws IOException {
    List<Region> regions = rows.stream().map(ShippedPlace::region).distinct().toList();
    out.writeInt(regions.size());
    writeText(out, regions, Region::country);
    writeText(out, regions, Region::code);
    writeText(out, regions, Region::name);
    out.writeInt(rows.size());
    writeInts(out, rows, place -> regions.indexOf(place.region()));
    writeText(out, rows, place -> place.kind().name());
    writeText(out, rows, ShippedPlace::ident);
    writeText(out, rows, ShippedPlace::name);
    writeText(out, rows, ShippedPlace::town);
    writeInts(out, rows, place -> layer.toUnits(place.latitude()));
    writeInts(out, rows, place -> layer.toUnits(place.longitude()));
  }

  private static <T> void writeText(DataOutputStream out, List<T> rows, Function<T, String> column)
      throws IOException {
    var text = new StringBuilder();
    for (T row : rows) {
      String entry = column.apply(row);
      if (entry.indexOf('\n') >= 0 || entry.indexOf('\r') >= 0) {
        throw new IOException("line break in " + row + " (expected: none)");
      }
      text.append(entry).append('\n');
    }
    byte[] utf8 = text.toString().getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static <T> void writeInts(DataOutputStream out, List<T> rows, ToIntFunction<T> column)
      throws IOException {
    var zigzag = new int[rows.size()];
    int before = 0;
    for (int i = 0; i < zigzag.length; i++) {
      int value = column.applyAsInt(rows.get(i));
      int step = value - before;
      zigzag[i] = (step << 1) ^ (step >> 31);
      before = value;
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      for (int value : zigzag) {
        out.writeByte(value >>> shift);
      }
    }
  }

  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}

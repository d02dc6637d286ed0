package io.proxyherd.places.shipped;

import io.proxyherd.places.PlaceRows;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file of places in the layout that {@link DatasetReader} reads: the shipped one, or a test's.
 */
public final class Dataset implements PlaceRows {
  private static final String SHIPPED = "places.dat";
  private static final int HASH_BYTES = 8;

  private final byte[] file;

  Dataset(byte[] file) {
    this.file = file.clone();
  }

  /** The places that come with the product; NOTICE.txt beside the file names their sources. */
  public static Dataset shipped() {
    try (InputStream in = Dataset.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + SHIPPED + "; build it again");
      }
      return new Dataset(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + SHIPPED + " cannot be read", e);
    }
  }

  /** 16 hexadecimal digits that differ between any two datasets. */
  public String contentHash() {
    return HexFormat.of().formatHex(Arrays.copyOf(ShippedPlace.sha256(file), HASH_BYTES));
  }

  @Override
  public void read(Sink sink) throws IOException {
    try (var in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file)))) {
      DatasetReader.read(in, sink);
    }
  }
}

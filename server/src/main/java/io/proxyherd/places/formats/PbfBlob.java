package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A blob of an OSM PBF file as it stands there: a byte array, compressed or not. */
final class PbfBlob {
  /** Bytes of the largest blob, compressed or not, that the format allows. */
  static final int LARGEST = 32 * 1024 * 1024;

  private static final int RAW = 1 << 3 | 2;
  private static final int RAW_SIZE = 2 << 3;
  private static final int ZLIB = 3 << 3 | 2;
  private static final int LZMA = 4 << 3 | 2;
  private static final int BZIP2 = 5 << 3 | 2;
  private static final int LZ4 = 6 << 3 | 2;
  private static final int ZSTD = 7 << 3 | 2;

  private final long offset;
  private final byte[] bytes;
  private final boolean compressed;
  private final int size;

  private PbfBlob(long offset, byte[] bytes, boolean compressed, int size) {
    this.offset = offset;
    this.bytes = bytes;
    this.compressed = compressed;
    this.size = size;
  }

  /** Parses the Blob message that begins at an offset of the file. */
  static PbfBlob parse(long offset, byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    byte[] content = {};
    boolean compressed = false;
    int size = -1;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case RAW -> content = in.readByteArray();
        case RAW_SIZE -> size = in.readInt32();
        case ZLIB -> {
          content = in.readByteArray();
          compressed = true;
        }
        case LZMA -> throw unsupported("lzma");
        case BZIP2 -> throw unsupported("bzip2");
        case LZ4 -> throw unsupported("lz4");
        case ZSTD -> throw unsupported("zstd");
        default -> PbfWire.skip(in, tag);
      }
    }
    int expected = compressed ? size : content.length;
    if (expected < 0 || expected > LARGEST) {
      throw new IOException("raw size %d (expected: 0 to %d)".formatted(expected, LARGEST));
    }
    return new PbfBlob(offset, content, compressed, expected);
  }

  private static IOException unsupported(String compression) {
    return new IOException(
        "compressed with "
            + compression
            + " (expected: zlib or none; cure: osmium cat -o new.osm.pbf -f"
            + " pbf,pbf_compression=zlib old.osm.pbf)");
  }

  /** Where in the file it begins. */
  long offset() {
    return offset;
  }

  /** Bytes of its content. */
  int size() {
    return size;
  }

  /** Its content, inflated. Safe for any thread. */
  byte[] content() throws IOException {
    if (!compressed) {
      return Arrays.copyOf(bytes, bytes.length);
    }
    var content = new byte[size];
    try (var inflater = new Inflater()) {
      inflater.setInput(bytes);
      int length = 0;
      while (length < size) {
        int count = inflater.inflate(content, length, size - length);
        if (count == 0) {
          throw new IOException("zlib data of %d bytes (expected: %d)".formatted(length, size));
        }
        length += count;
      }
      if (inflater.inflate(new byte[1]) > 0) {
        throw new IOException("zlib data of more than %d bytes".formatted(size));
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException("zlib data is damaged: " + e.getMessage(), e);
    }
  }
}

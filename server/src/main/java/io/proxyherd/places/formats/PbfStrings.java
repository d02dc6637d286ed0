package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The string table of a {@link PbfBlock}, and the tags of one element, which point into it. */
final class PbfStrings {
  /** Far more than a block can use; each takes 12 bytes here. */
  private static final int MOST = 2_000_000;

  private static final int MOST_TAGS = 32_768;
  private static final int STRING = 1 << 3 | 2;

  private static final byte UNKNOWN = 0;
  private static final byte IDLE = 1;
  private static final byte TELLING = 2;

  private final byte[] bytes;
  private int[] begins = new int[1024];
  private int[] lengths = new int[1024];
  private int size;
  private final byte[] telling;

  private int[] tags = new int[64];
  private int tagged;
  private boolean anyTelling;

  PbfStrings(byte[] bytes, PbfWire table) throws IOException {
    this.bytes = bytes;
    CodedInputStream in = table.open(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == STRING) {
        add(PbfWire.next(in, table.begin()));
      } else {
        PbfWire.skip(in, tag);
      }
    }
    telling = new byte[size];
  }

  private void add(PbfWire string) throws IOException {
    if (size == MOST) {
      throw new PbfBlock.Malformed("string table (expected: at most %d strings)".formatted(MOST));
    }
    if (size == begins.length) {
      begins = Arrays.copyOf(begins, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    begins[size] = string.begin();
    lengths[size++] = string.length();
  }

  /** A string of the table. */
  String at(int index) throws IOException {
    checkIndex(index);
    return new String(bytes, begins[index], lengths[index], UTF_8);
  }

  private void checkIndex(int index) throws IOException {
    if (index < 0 || index >= size) {
      throw new PbfBlock.Malformed("string %d (expected: less than %d)".formatted(index, size));
    }
  }

  /** Begins an element. */
  void clearTags() {
    tagged = 0;
    anyTelling = false;
  }

  /** Adds a tag to the element. */
  void addTag(int key, int value) throws IOException {
    checkIndex(key);
    checkIndex(value);
    if (tagged == tags.length) {
      if (tagged == 2 * MOST_TAGS) {
        throw new PbfBlock.Malformed("an element with more than %d tags".formatted(MOST_TAGS));
      }
      tags = Arrays.copyOf(tags, 2 * tagged);
    }
    tags[tagged++] = key;
    tags[tagged++] = value;
    anyTelling |= isTelling(key);
  }

  private boolean isTelling(int key) throws IOException {
    if (telling[key] == UNKNOWN) {
      telling[key] = PoiRule.caresFor(at(key)) ? TELLING : IDLE;
    }
    return telling[key] == TELLING;
  }

  /** The element's tags, if {@link PoiRule} cares for one of them; otherwise none. */
  Map<String, String> tags() throws IOException {
    if (!anyTelling) {
      return Map.of();
    }
    var map = new HashMap<String, String>();
    for (int i = 0; i < tagged; i += 2) {
      map.put(at(tags[i]), at(tags[i + 1]));
    }
    return map;
  }
}

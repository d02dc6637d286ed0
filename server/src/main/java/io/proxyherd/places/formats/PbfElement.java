package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/** What a Way and a Relation message have in common: the ID, the tags, and three packed lists. */
abstract class PbfElement {
  private static final int ID = 1 << 3;
  private static final int KEYS = 2 << 3 | 2;
  private static final int VALUES = 3 << 3 | 2;
  private static final int FIRST = 8 << 3 | 2;
  private static final int SECOND = 9 << 3 | 2;
  private static final int THIRD = 10 << 3 | 2;

  private final PbfBlock block;
  private final Map<String, String> tags;
  private long id;
  private PbfWire first = PbfWire.EMPTY;
  private PbfWire second = PbfWire.EMPTY;
  private PbfWire third = PbfWire.EMPTY;

  PbfElement(PbfBlock block, PbfWire message) throws IOException {
    this.block = block;
    PbfWire keys = PbfWire.EMPTY;
    PbfWire values = PbfWire.EMPTY;
    CodedInputStream in = message.open(block.bytes());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ID -> id = in.readInt64();
        case KEYS -> keys = PbfWire.next(in, message.begin());
        case VALUES -> values = PbfWire.next(in, message.begin());
        case FIRST -> first = PbfWire.next(in, message.begin());
        case SECOND -> second = PbfWire.next(in, message.begin());
        case THIRD -> third = PbfWire.next(in, message.begin());
        default -> PbfWire.skip(in, tag);
      }
    }
    tags = block.tags(keys, values);
  }

  /** As the file numbers it. */
  public final long id() {
    return id;
  }

  public final Map<String, String> tags() {
    return tags;
  }

  final PbfBlock block() {
    return block;
  }

  /** The list of field 8. */
  final PbfWire first() {
    return first;
  }

  /** The list of field 9. */
  final PbfWire second() {
    return second;
  }

  /** The list of field 10. */
  final PbfWire third() {
    return third;
  }
}

package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The PrimitiveBlock of an OSM PBF file: some thousand elements and the strings of their tags. */
final class PbfBlock {
  private static final int STRING_TABLE = 1 << 3 | 2;
  private static final int GROUP = 2 << 3 | 2;
  private static final int GRANULARITY = 17 << 3;
  private static final int LATITUDE_OFFSET = 19 << 3;
  private static final int LONGITUDE_OFFSET = 20 << 3;

  private static final int NODE = 1 << 3 | 2;
  private static final int DENSE_NODES = 2 << 3 | 2;
  private static final int WAY = 3 << 3 | 2;
  private static final int RELATION = 4 << 3 | 2;

  /** 10⁻⁹° in a unit of {@link Position}. */
  private static final long NANODEGREES = 100;

  private final byte[] bytes;
  private final PbfStrings strings;
  private final List<PbfWire> groups = new ArrayList<>();

  private long granularity = 100;
  private long latitudeOffset;
  private long longitudeOffset;

  /** What a block holds cannot be. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Parses all but the elements. */
  PbfBlock(byte[] bytes) throws IOException {
    this.bytes = bytes;
    PbfWire table = PbfWire.EMPTY;
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case STRING_TABLE -> table = PbfWire.next(in, 0);
        case GROUP -> groups.add(PbfWire.next(in, 0));
        case GRANULARITY -> granularity = in.readInt32();
        case LATITUDE_OFFSET -> latitudeOffset = in.readInt64();
        case LONGITUDE_OFFSET -> longitudeOffset = in.readInt64();
        default -> PbfWire.skip(in, tag);
      }
    }
    strings = new PbfStrings(bytes, table);
  }

  byte[] bytes() {
    return bytes;
  }

  PbfStrings strings() {
    return strings;
  }

  /** The kinds of elements in it, by the first of each group: a group has one kind only. */
  EnumSet<OsmSource.Kind> kinds() throws IOException {
    var kinds = EnumSet.noneOf(OsmSource.Kind.class);
    for (PbfWire group : groups) {
      CodedInputStream in = group.open(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case NODE, DENSE_NODES -> kinds.add(OsmSource.Kind.NODE);
          case WAY -> kinds.add(OsmSource.Kind.WAY);
          case RELATION -> kinds.add(OsmSource.Kind.RELATION);
          default -> {}
        }
        PbfWire.skip(in, tag);
      }
    }
    return kinds;
  }

  /** Shows the elements of some kinds. */
  void visit(EnumSet<OsmSource.Kind> kinds, OsmVisitor visitor) throws IOException {
    boolean nodes = kinds.contains(OsmSource.Kind.NODE);
    boolean ways = kinds.contains(OsmSource.Kind.WAY);
    boolean relations = kinds.contains(OsmSource.Kind.RELATION);
    for (PbfWire group : groups) {
      CodedInputStream in = group.open(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (nodes && tag == NODE) {
          PbfNodes.visitOne(this, PbfWire.next(in, group.begin()), visitor);
        } else if (nodes && tag == DENSE_NODES) {
          PbfNodes.visitDense(this, PbfWire.next(in, group.begin()), visitor);
        } else if (ways && tag == WAY) {
          visitor.way(new PbfWay(this, PbfWire.next(in, group.begin())));
        } else if (relations && tag == RELATION) {
          visitor.relation(new PbfRelation(this, PbfWire.next(in, group.begin())));
        } else {
          PbfWire.skip(in, tag);
        }
      }
    }
  }

  /** A position in the block's own units. */
  long position(long latitude, long longitude) {
    return Position.of(units(latitudeOffset, latitude), units(longitudeOffset, longitude));
  }

  /** To the nearest unit of {@link Position}; what overflows lies nowhere on earth. */
  private long units(long offset, long value) {
    try {
      long nanodegrees = Math.addExact(offset, Math.multiplyExact(granularity, value));
      return Math.floorDiv(Math.addExact(nanodegrees, NANODEGREES / 2), NANODEGREES);
    } catch (ArithmeticException _) {
      return Long.MAX_VALUE;
    }
  }

  /** The tags of an element, if {@link PoiRule} cares for one of them; otherwise none. */
  Map<String, String> tags(PbfWire keys, PbfWire values) throws IOException {
    if (keys.length() == 0) {
      return Map.of();
    }
    strings.clearTags();
    CodedInputStream key = keys.open(bytes);
    CodedInputStream value = values.open(bytes);
    while (!key.isAtEnd()) {
      strings.addTag(key.readUInt32(), value.readUInt32());
    }
    return strings.tags();
  }

  /** Values that are written as steps from the one before. */
  LongList steps(PbfWire packed) throws IOException {
    var values = new LongList();
    CodedInputStream in = packed.open(bytes);
    long value = 0;
    while (!in.isAtEnd()) {
      value += in.readSInt64();
      values.add(value);
    }
    return values;
  }
}

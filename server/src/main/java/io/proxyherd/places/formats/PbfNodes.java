package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/** Decodes the nodes of a {@link PbfBlock}. */
final class PbfNodes {
  private static final int ID = 1 << 3;
  private static final int KEYS = 2 << 3 | 2;
  private static final int VALUES = 3 << 3 | 2;
  private static final int LATITUDE = 8 << 3;
  private static final int LONGITUDE = 9 << 3;

  private static final int DENSE_IDS = 1 << 3 | 2;
  private static final int DENSE_LATITUDES = 8 << 3 | 2;
  private static final int DENSE_LONGITUDES = 9 << 3 | 2;
  private static final int DENSE_TAGS = 10 << 3 | 2;

  private PbfNodes() {}

  /** A Node message. */
  static void visitOne(PbfBlock block, PbfWire node, OsmVisitor visitor) throws IOException {
    long id = 0;
    long latitude = 0;
    long longitude = 0;
    PbfWire keys = PbfWire.EMPTY;
    PbfWire values = PbfWire.EMPTY;
    CodedInputStream in = node.open(block.bytes());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ID -> id = in.readSInt64();
        case LATITUDE -> latitude = in.readSInt64();
        case LONGITUDE -> longitude = in.readSInt64();
        case KEYS -> keys = PbfWire.next(in, node.begin());
        case VALUES -> values = PbfWire.next(in, node.begin());
        default -> PbfWire.skip(in, tag);
      }
    }
    visitor.node(id, block.position(latitude, longitude), block.tags(keys, values));
  }

  /** A DenseNodes message: the values of a column each are steps from those of the node before. */
  static void visitDense(PbfBlock block, PbfWire nodes, OsmVisitor visitor) throws IOException {
    PbfWire allIds = PbfWire.EMPTY;
    PbfWire allLatitudes = PbfWire.EMPTY;
    PbfWire allLongitudes = PbfWire.EMPTY;
    PbfWire allTags = PbfWire.EMPTY;
    CodedInputStream in = nodes.open(block.bytes());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case DENSE_IDS -> allIds = PbfWire.next(in, nodes.begin());
        case DENSE_LATITUDES -> allLatitudes = PbfWire.next(in, nodes.begin());
        case DENSE_LONGITUDES -> allLongitudes = PbfWire.next(in, nodes.begin());
        case DENSE_TAGS -> allTags = PbfWire.next(in, nodes.begin());
        default -> PbfWire.skip(in, tag);
      }
    }
    CodedInputStream ids = allIds.open(block.bytes());
    CodedInputStream latitudes = allLatitudes.open(block.bytes());
    CodedInputStream longitudes = allLongitudes.open(block.bytes());
    CodedInputStream tags = allTags.open(block.bytes());
    long id = 0;
    long latitude = 0;
    long longitude = 0;
    while (!ids.isAtEnd()) {
      id += ids.readSInt64();
      latitude += latitudes.readSInt64();
      longitude += longitudes.readSInt64();
      visitor.node(id, block.position(latitude, longitude), nextTags(block, tags));
    }
  }

  /** Keys and values in turn, a zero after each node; nothing at all if no node has any. */
  private static Map<String, String> nextTags(PbfBlock block, CodedInputStream tags)
      throws IOException {
    if (tags.isAtEnd()) {
      return Map.of();
    }
    int key = tags.readInt32();
    if (key == 0) {
      return Map.of();
    }
    block.strings().clearTags();
    while (key != 0) {
      block.strings().addTag(key, tags.readInt32());
      key = tags.readInt32();
    }
    return block.strings().tags();
  }
}

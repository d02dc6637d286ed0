package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/** A Relation message of a {@link PbfBlock}. */
final class PbfRelation implements OsmVisitor.Relation {
  private static final int ID = 1 << 3;
  private static final int KEYS = 2 << 3 | 2;
  private static final int VALUES = 3 << 3 | 2;
  private static final int ROLES = 8 << 3 | 2;
  private static final int MEMBERS = 9 << 3 | 2;
  private static final int MEMBER_TYPES = 10 << 3 | 2;

  private static final int WAY = 1;

  private final PbfBlock block;
  private final Map<String, String> tags;
  private long id;
  private PbfWire roles = PbfWire.EMPTY;
  private PbfWire members = PbfWire.EMPTY;
  private PbfWire memberTypes = PbfWire.EMPTY;

  PbfRelation(PbfBlock block, PbfWire relation) throws IOException {
    this.block = block;
    PbfWire keys = PbfWire.EMPTY;
    PbfWire values = PbfWire.EMPTY;
    CodedInputStream in = relation.open(block.bytes());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ID -> id = in.readInt64();
        case KEYS -> keys = PbfWire.next(in, relation.begin());
        case VALUES -> values = PbfWire.next(in, relation.begin());
        case ROLES -> roles = PbfWire.next(in, relation.begin());
        case MEMBERS -> members = PbfWire.next(in, relation.begin());
        case MEMBER_TYPES -> memberTypes = PbfWire.next(in, relation.begin());
        default -> PbfWire.skip(in, tag);
      }
    }
    tags = block.tags(keys, values);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Map<String, String> tags() {
    return tags;
  }

  @Override
  public LongList outerWays() throws IOException {
    var ways = new LongList();
    CodedInputStream role = roles.open(block.bytes());
    CodedInputStream member = members.open(block.bytes());
    CodedInputStream type = memberTypes.open(block.bytes());
    long way = 0;
    while (!member.isAtEnd()) {
      way += member.readSInt64();
      boolean outer = OsmVisitor.Relation.isOuter(block.strings().at(role.readInt32()));
      if (type.readEnum() == WAY && outer) {
        ways.add(way);
      }
    }
    return ways;
  }
}

package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** A Relation message of a {@link PbfBlock}. Its lists: roles, members, and what these are. */
final class PbfRelation extends PbfElement implements OsmVisitor.Relation {
  private static final int WAY = 1;

  PbfRelation(PbfBlock block, PbfWire relation) throws IOException {
    super(block, relation);
  }

  @Override
  public LongList outerWays() throws IOException {
    var ways = new LongList();
    CodedInputStream role = first().open(block().bytes());
    CodedInputStream member = second().open(block().bytes());
    CodedInputStream type = third().open(block().bytes());
    long way = 0;
    while (!member.isAtEnd()) {
      way += member.readSInt64();
      boolean outer = OsmVisitor.Relation.isOuter(block().strings().at(role.readInt32()));
      if (type.readEnum() == WAY && outer) {
        ways.add(way);
      }
    }
    return ways;
  }
}

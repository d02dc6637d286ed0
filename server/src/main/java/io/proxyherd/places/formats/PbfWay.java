package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** A Way message of a {@link PbfBlock}. Its lists: nodes, and perhaps latitudes and longitudes. */
final class PbfWay extends PbfElement implements OsmVisitor.Way {
  PbfWay(PbfBlock block, PbfWire way) throws IOException {
    super(block, way);
  }

  @Override
  public LongList nodes() throws IOException {
    return block().steps(first());
  }

  @Override
  public LongList positions() throws IOException {
    var positions = new LongList();
    CodedInputStream north = second().open(block().bytes());
    CodedInputStream east = third().open(block().bytes());
    long latitude = 0;
    long longitude = 0;
    while (!north.isAtEnd()) {
      latitude += north.readSInt64();
      longitude += east.readSInt64();
      positions.add(block().position(latitude, longitude));
    }
    return positions;
  }
}

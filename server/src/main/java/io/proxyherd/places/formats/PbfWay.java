package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/** A Way message of a {@link PbfBlock}. */
final class PbfWay implements OsmVisitor.Way {
  private static final int ID = 1 << 3;
  private static final int KEYS = 2 << 3 | 2;
  private static final int VALUES = 3 << 3 | 2;
  private static final int NODES = 8 << 3 | 2;
  private static final int LATITUDES = 9 << 3 | 2;
  private static final int LONGITUDES = 10 << 3 | 2;

  private final PbfBlock block;
  private final Map<String, String> tags;
  private long id;
  private PbfWire nodes = PbfWire.EMPTY;
  private PbfWire latitudes = PbfWire.EMPTY;
  private PbfWire longitudes = PbfWire.EMPTY;

  PbfWay(PbfBlock block, PbfWire way) throws IOException {
    this.block = block;
    PbfWire keys = PbfWire.EMPTY;
    PbfWire values = PbfWire.EMPTY;
    CodedInputStream in = way.open(block.bytes());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ID -> id = in.readInt64();
        case KEYS -> keys = PbfWire.next(in, way.begin());
        case VALUES -> values = PbfWire.next(in, way.begin());
        case NODES -> nodes = PbfWire.next(in, way.begin());
        case LATITUDES -> latitudes = PbfWire.next(in, way.begin());
        case LONGITUDES -> longitudes = PbfWire.next(in, way.begin());
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
  public LongList nodes() throws IOException {
    return block.steps(nodes);
  }

  @Override
  public LongList positions() throws IOException {
    var positions = new LongList();
    CodedInputStream north = latitudes.open(block.bytes());
    CodedInputStream east = longitudes.open(block.bytes());
    long latitude = 0;
    long longitude = 0;
    while (!north.isAtEnd()) {
      latitude += north.readSInt64();
      longitude += east.readSInt64();
      positions.add(block.position(latitude, longitude));
    }
    return positions;
  }
}

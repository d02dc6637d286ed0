package io.proxyherd.places.formats;

import java.io.IOException;

/**
 * The ways that the outlines of relations are made of, outside the heap: of each, in a file of
 * longs, how many points it has and then their node ids; or that number negative and then their
 * {@link Position}s.
 */
final class MemberWays implements AutoCloseable {
  private final IdTable offsets;
  private final LongFile points;

  /** Takes over the table of the wanted ways. */
  MemberWays(IdTable wanted, Workspace workspace) throws IOException {
    offsets = wanted;
    points = new LongFile(workspace.directory());
    // An offset of zero is none.
    points.append(0);
  }

  boolean wants(long way) {
    return offsets.contains(way);
  }

  boolean isEmpty() {
    return offsets.size() == 0;
  }

  void put(long way, LongList values, boolean positions) throws IOException {
    offsets.put(way, points.size());
    points.append(positions ? -values.size() : values.size());
    for (int i = 0; i < values.size(); i++) {
      points.append(values.at(i));
    }
  }

  /** Ends the putting. */
  void freeze() throws IOException {
    points.freeze();
  }

  /** The positions of a way's points, {@link Position#NONE} for what the file lacks. */
  LongList positions(long way, IdTable nodes) {
    var positions = new LongList();
    long offset = offsets.valueOf(way);
    if (offset == 0) {
      positions.add(Position.NONE);
      return positions;
    }
    long count = points.at(offset);
    for (long i = 1; i <= Math.abs(count); i++) {
      long value = points.at(offset + i);
      positions.add(count < 0 ? value : nodes.valueOf(value));
    }
    return positions;
  }

  @Override
  public void close() throws IOException {
    offsets.close();
    points.close();
  }
}

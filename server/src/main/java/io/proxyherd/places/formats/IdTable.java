package io.proxyherd.places.formats;

import java.io.IOException;

/** A value for each of a fixed set of ids, outside the heap. A value of zero is none. */
final class IdTable implements AutoCloseable {
  private final LongFile ids;
  private final LongFile values;

  /** Where the last id was found: the next one is often close behind. */
  private long last;

  /** Takes over the file. */
  IdTable(LongFile sortedIds, Workspace workspace) throws IOException {
    ids = sortedIds;
    values = new LongFile(workspace.directory());
    try {
      fill();
    } catch (IOException e) {
      values.close();
      throw e;
    }
  }

  /** Written, not just reserved: a full disk must show now, not as a fault in mapped memory. */
  private void fill() throws IOException {
    for (long i = 0; i < ids.size(); i++) {
      values.append(0);
    }
    values.freeze();
  }

  /** How many ids there are. */
  long size() {
    return ids.size();
  }

  boolean contains(long id) {
    return find(id) >= 0;
  }

  /** Sets the value of an id; an id that is not in the table is left out. */
  void put(long id, long value) {
    long index = find(id);
    if (index >= 0) {
      values.set(index, value);
    }
  }

  /** The value of an id, or zero. */
  long valueOf(long id) {
    long index = find(id);
    return index < 0 ? 0 : values.at(index);
  }

  /** The index of an id, or -1: by growing steps from the last one, then by halving. */
  private long find(long id) {
    long low = 0;
    long high = ids.size() - 1;
    if (last <= high && ids.at(last) <= id) {
      low = last;
      long step = 1;
      while (low + step <= high && ids.at(low + step) < id) {
        low += step;
        step *= 2;
      }
      high = Math.min(high, low + step);
    }
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long found = ids.at(middle);
      if (found == id) {
        last = middle;
        return middle;
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    last = Math.max(0, high);
    return -1;
  }

  @Override
  public void close() throws IOException {
    ids.close();
    values.close();
  }
}

package io.proxyherd.near;

import io.proxyherd.command.Field;
import java.util.Arrays;

/**
 * All buckets in the order of their ranges, which leave no gap: the upper level of a B⁺-tree of
 * two. Not thread-safe: owned by its index.
 */
final class Buckets {
  private Bucket[] order = {new Bucket(0, Bucket.NO_ID, Long.MAX_VALUE, Bucket.NO_ID)};
  // Where they begin: what is looked at to find one is close together.
  private long[] lows = new long[1];
  private int count = 1;

  int count() {
    return count;
  }

  Bucket at(int index) {
    return order[index];
  }

  /** Which one a client belongs to. */
  int indexOf(long code, Field client) {
    int from = 1;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      long low = lows[middle];
      if (low < code || (low == code && order[middle].lowId.compareBytes(client) <= 0)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** Which one the first of the code belong to. */
  int indexOf(long code) {
    return indexOf(code, Bucket.NO_ID);
  }

  /** Whether there is such a bucket, and it begins at that code at the latest. */
  boolean begins(int index, long upTo) {
    return index < count && lows[index] <= upTo;
  }

  /** Divides a bucket's range: the new bucket, still empty, has the upper part. */
  Bucket divide(int index, long code, Field client) {
    Bucket lower = order[index];
    var upper = new Bucket(code, client, lower.high, lower.highId);
    lower.high = code;
    lower.highId = client;
    if (count == order.length) {
      int capacity = Math.max(8, count + count / 4);
      order = Arrays.copyOf(order, capacity);
      lows = Arrays.copyOf(lows, capacity);
    }
    int at = index + 1;
    System.arraycopy(order, at, order, at + 1, count - at);
    System.arraycopy(lows, at, lows, at + 1, count - at);
    order[at] = upper;
    lows[at] = code;
    count++;
    return upper;
  }

  /** Gives the range of the bucket after that one to it. */
  void join(int index) {
    Bucket next = order[index + 1];
    order[index].high = next.high;
    order[index].highId = next.highId;
    int at = index + 1;
    count--;
    System.arraycopy(order, at + 1, order, at, count - at);
    System.arraycopy(lows, at + 1, lows, at, count - at);
    // Not to be kept alive.
    order[count] = order[0];
  }

  /** About how many bytes they take. */
  long bytes() {
    long bucket = Bucket.CAPACITY * (long) Integer.BYTES + 16 + 56;
    return count * bucket + (long) order.length * (Integer.BYTES + Long.BYTES);
  }
}

package io.proxyherd.node;

import io.proxyherd.time.Clock;
import io.proxyherd.time.LatencyHistogram;
import java.util.EnumMap;

/**
 * How long replies took: from the beginning of the turn in which their command was read to the
 * moment at which they were handed to the sockets, the wait for places and journal included. The
 * clock is read twice a turn, not for each command. Not thread-safe: owned by its node.
 */
public final class ReplyTimes {
  private static final int MOST_GROUPS = 64;

  private final Clock clock;
  private final EnumMap<CommandKind, LatencyHistogram> times = new EnumMap<>(CommandKind.class);
  // Replies that go out together and were read together are a group.
  private final CommandKind[] kinds = new CommandKind[MOST_GROUPS];
  private final long[] readNanos = new long[MOST_GROUPS];
  private final int[] replies = new int[MOST_GROUPS];
  private int groups;
  private boolean turnHasBegun;
  private long turnNanos;

  ReplyTimes(Clock clock) {
    this.clock = clock;
    for (CommandKind kind : CommandKind.values()) {
      times.put(kind, new LatencyHistogram());
    }
  }

  /** When what is being read counts as read. */
  long now() {
    if (!turnHasBegun) {
      turnHasBegun = true;
      turnNanos = clock.monotonicNanos();
    }
    return turnNanos;
  }

  /** So many replies go out at the end of the turn. */
  void add(CommandKind kind, long read, int count) {
    if (count == 0) {
      return;
    }
    int last = groups - 1;
    if (last >= 0 && readNanos[last] == read && kinds[last] == kind) {
      replies[last] += count;
      return;
    }
    if (groups == MOST_GROUPS) {
      record();
    }
    kinds[groups] = kind;
    readNanos[groups] = read;
    replies[groups] = count;
    groups++;
  }

  /** What was to go out is out. */
  void endOfTurn() {
    turnHasBegun = false;
    if (groups > 0) {
      record();
    }
  }

  /** How long replies of that kind took. */
  public LatencyHistogram.Reading read(CommandKind kind) {
    return of(kind).read();
  }

  private void record() {
    long now = clock.monotonicNanos();
    for (int group = 0; group < groups; group++) {
      of(kinds[group]).record(now - readNanos[group], replies[group]);
    }
    groups = 0;
  }

  private LatencyHistogram of(CommandKind kind) {
    LatencyHistogram found = times.get(kind);
    if (found == null) {
      throw new AssertionError(kind);
    }
    return found;
  }
}

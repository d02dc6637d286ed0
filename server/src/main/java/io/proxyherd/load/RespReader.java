package io.proxyherd.load;

import io.proxyherd.command.LineFeed;

/** Finds where one reply of Redis (RESP2) ends, arrays of arrays included. */
final class RespReader {
  /**
   * Where the reply that begins at {@code from} ends, or {@link Dialogue#INCOMPLETE}, or {@link
   * Dialogue#WRONG} if it is an error.
   */
  int end(byte[] in, int from, int to) {
    int open = 1;
    int at = from;
    while (open > 0) {
      int line = at < to ? LineFeed.find(in, at, to) + 1 : 0;
      if (line == 0) {
        return Dialogue.INCOMPLETE;
      }
      open--;
      switch (in[at]) {
        case ':', '+' -> at = line;
        case '$' -> at = line + number(in, at + 1) + 2;
        case '*' -> {
          open += number(in, at + 1);
          at = line;
        }
        default -> {
          return Dialogue.WRONG;
        }
      }
    }
    return at <= to ? at : Dialogue.INCOMPLETE;
  }

  private static int number(byte[] in, int from) {
    int number = 0;
    for (int at = from; in[at] >= '0' && in[at] <= '9'; at++) {
      number = 10 * number + in[at] - '0';
    }
    return number;
  }
}

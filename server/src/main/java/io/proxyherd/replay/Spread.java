package io.proxyherd.replay;

import io.proxyherd.replay.track.Row.Fix;

/** Which server a row goes to. */
public enum Spread {
  /** Row by row in turn: the rows of one client reach different servers, often out of order. */
  ROWS {
    @Override
    int server(Fix fix, long sent, int servers) {
      return (int) (sent % servers);
    }
  },
  /** Each client sticks to one server. */
  CLIENTS {
    @Override
    int server(Fix fix, long sent, int servers) {
      return Math.floorMod(fix.client().hashCode(), servers);
    }
  };

  /** The index of the server, given how many rows were sent before. */
  abstract int server(Fix fix, long sent, int servers);
}

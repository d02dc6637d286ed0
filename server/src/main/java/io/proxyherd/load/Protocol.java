package io.proxyherd.load;

/** What the server under load speaks. */
public enum Protocol {
  /** The line protocol: IAMAT and WHATSAT. */
  HERD,
  /** Redis: GEOADD for an IAMAT, GEOSEARCH … BYRADIUS … WITHCOORD for a WHATSAT. */
  REDIS,
  /** Whatever is sent comes back: the limit of what sockets allow. */
  ECHO;

  /** The two sides of one connection, as {@link Dialogue}s. */
  Dialogue dialogue(LoadPlan plan, Positions positions, int connection, long startMicros) {
    return switch (this) {
      case HERD -> new HerdDialogue(plan, positions, connection, startMicros);
      case REDIS -> new RedisDialogue(plan, positions, connection);
      case ECHO -> new EchoDialogue(plan, positions, connection, startMicros);
    };
  }
}

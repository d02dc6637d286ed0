package io.proxyherd.replay;

import java.io.IOException;

/** Two stand-in servers with one store, for tests of other packages. */
public record StandIn(StandInServer first, StandInServer second) implements AutoCloseable {
  public static StandIn herdOfTwo() throws IOException {
    var store = new StandInServer.Store();
    return new StandIn(
        StandInServer.started("Alford", store, Faults.NONE),
        StandInServer.started("Ball", store, Faults.NONE));
  }

  /** The servers as {@code --to} takes them. */
  public String servers() {
    return first.endpoint() + "," + second.endpoint();
  }

  @Override
  public void close() throws IOException {
    first.close();
    second.close();
  }
}

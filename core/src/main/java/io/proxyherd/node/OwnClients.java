package io.proxyherd.node;

import io.proxyherd.command.Field;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;

/**
 * What a server that keeps reports elsewhere remembers itself: what its own clients said. Of only
 * so many clients; for another one, one of the others is given up, each in its turn. Not
 * thread-safe: owned by its node.
 */
final class OwnClients {
  private final Store store;
  private final Neighbourhood neighbourhood;
  private final int most;
  private int nextToGiveUp;

  OwnClients(Store store, Neighbourhood neighbourhood, int most) {
    this.store = store;
    this.neighbourhood = neighbourhood;
    this.most = most;
  }

  /**
   * The report is kept elsewhere now.
   *
   * @param connection over which it came
   * @return whether it is newer than what was known here
   */
  boolean remember(Report report, int connection) {
    makeRoomFor(report.client());
    int slot = store.slotOf(report.client());
    return neighbourhood.accept(report.stamped(neighbourhood.nextStamp()), slot, connection);
  }

  private void makeRoomFor(Field client) {
    while (store.size() >= most && store.slotOf(client) == Store.NO_SLOT) {
      nextToGiveUp = nextToGiveUp < store.slots() ? nextToGiveUp : 0;
      if (store.isTaken(nextToGiveUp)) {
        neighbourhood.giveUp(nextToGiveUp);
      }
      nextToGiveUp++;
    }
  }
}

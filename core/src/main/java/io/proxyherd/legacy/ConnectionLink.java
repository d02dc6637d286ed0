package io.proxyherd.legacy;

import io.proxyherd.store.Report;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A legacy neighbour that gets each line over a connection of its own. Of one client there is never
 * more than one report under way: connections overtake each other. When one fails the peer is
 * <em>lost</em>; then one at a time is tried after a pause, and the first that succeeds is a
 * reconnection.
 */
public final class ConnectionLink extends LegacyLink {
  private final Courier courier;
  private final BitSet underWay = new BitSet();
  // Those under way of which there is a newer report already.
  private final BitSet overtaken = new BitSet();
  // Those whose connection broke off once, so that nobody knows whether they were read.
  private final BitSet doubtful = new BitSet();
  private int connections;
  private long outages;
  private boolean started;
  private boolean down;
  private boolean pausing;
  // What the peer got first after an outage: the sweep need not send that again.
  private Optional<Report> first = Optional.empty();

  ConnectionLink(LegacyPeer peer, LegacyNeighbours home, Courier courier) {
    super(peer, home);
    this.courier = courier;
  }

  /** From here on the peer is fed. */
  public void start() {
    started = true;
    beginAnew();
    flush();
  }

  @Override
  public void owe(int slot) {
    if (underWay.get(slot)) {
      overtaken.set(slot);
    } else {
      oweLater(slot);
    }
  }

  @Override
  public void flush() {
    while (started && !pausing && connections < (down ? 1 : peer().connections())) {
      OptionalInt slot = nextSlot();
      if (slot.isEmpty()) {
        return;
      }
      send(slot.getAsInt());
    }
  }

  /** The peer has it. */
  public void onDelivered(Dispatch dispatch) {
    doubtful.clear(dispatch.slot());
    arrived(dispatch, false);
  }

  /**
   * All of it was sent, but the other end broke the connection off: perhaps because it went down.
   */
  public void onBrokenOff(Dispatch dispatch) {
    // Once more, and no more: some servers end all their connections in this way.
    boolean again = !doubtful.get(dispatch.slot());
    doubtful.set(dispatch.slot(), again);
    arrived(dispatch, again);
  }

  /** It was not sent, for a reason that lies at this end. */
  public void onPostponed(Dispatch dispatch) {
    overtaken.set(dispatch.slot());
    end(dispatch);
    pause();
  }

  /** It was not sent. */
  public void onFailed(Dispatch dispatch, String reason) {
    // What was under way when the peer was lost fails late; but if it is back, it may be lost
    // again.
    boolean isNews = !down || dispatch.attempt() == outages;
    if (isNews) {
      outages++;
      down = true;
      first = Optional.empty();
      doubtful.clear();
      beginAnew();
    }
    end(dispatch);
    if (isNews) {
      lost(reason);
      pause();
    }
    // Perhaps this was what kept the next attempt waiting.
    flush();
  }

  /** The pause that the courier was asked for is over. */
  public void onPauseOver() {
    pausing = false;
    flush();
  }

  private void send(int slot) {
    Report report = home().store().at(slot);
    if (underWay.get(slot)) {
      overtaken.set(slot);
    } else if (!first.equals(Optional.of(report))) {
      underWay.set(slot);
      connections++;
      courier.deliver(new Dispatch(slot, report, print(report).toBytes(), outages));
    }
  }

  private void arrived(Dispatch dispatch, boolean again) {
    countSent(dispatch.report());
    if (again) {
      overtaken.set(dispatch.slot());
    }
    if (dispatch.attempt() == outages) {
      if (down) {
        down = false;
        beginAnew();
        first = Optional.of(dispatch.report()).filter(_ -> !again);
      }
      courier.resetPause();
      reached();
    }
    end(dispatch);
    flush();
  }

  private void end(Dispatch dispatch) {
    connections--;
    underWay.clear(dispatch.slot());
    if (overtaken.get(dispatch.slot())) {
      overtaken.clear(dispatch.slot());
      oweLater(dispatch.slot());
    }
  }

  private void pause() {
    if (!pausing) {
      pausing = true;
      courier.pause();
    }
  }
}

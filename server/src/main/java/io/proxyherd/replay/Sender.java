package io.proxyherd.replay;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.Row.Fix;
import java.util.List;
import java.util.Optional;

/** Spreads rows over the servers of a herd. Fed by one thread; may be stopped from any. */
final class Sender {
  private final List<Lane> lanes;
  private final Spread spread;
  private long sent;

  Sender(List<Address> servers, Spread spread, LaneSettings settings, Tally tally) {
    this.spread = spread;
    lanes = servers.stream().map(server -> new Lane(server, settings, tally)).toList();
    lanes.forEach(Lane::start);
  }

  /** Sends a row, waiting while the window of its server is full. */
  void send(Fix fix) throws InterruptedException, HerdException {
    Lane lane = lanes.get(spread.server(fix, sent, lanes.size()));
    sent++;
    lane.send(fix);
  }

  /** Waits for the replies to all that was sent, or until the servers are given up. */
  void finish() throws InterruptedException {
    lanes.forEach(Lane::finish);
    for (Lane lane : lanes) {
      lane.join();
    }
  }

  void stop() {
    lanes.forEach(Lane::stop);
  }

  /** Why the first of the servers that were given up was. */
  Optional<String> failure() {
    return lanes.stream().flatMap(lane -> lane.failure().stream()).findFirst();
  }
}

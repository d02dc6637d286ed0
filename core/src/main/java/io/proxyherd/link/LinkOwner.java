package io.proxyherd.link;

import io.proxyherd.store.Report;
import java.time.Duration;

/** What a link tells its node. */
public interface LinkOwner {
  /** The peer is who it should be: from now on it is told every change. */
  void linkUp(PeerLink link, Duration clockOffset);

  /** The link is gone; said once for every link. */
  void linkDown(PeerLink link, String reason);

  /** The peer sent a report. */
  void reportReceived(PeerLink link, Report report);

  /** The peer is sent a report. */
  void reportSent(PeerLink link, Report report);

  /** All reports of a frame have been received. */
  void endOfBatch();
}

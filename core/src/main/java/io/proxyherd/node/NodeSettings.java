package io.proxyherd.node;

import io.proxyherd.link.LinkSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node needs to know.
 *
 * @param link its name, its herd and its neighbours
 * @param lineLimitBytes the longest line of a client, without its LF; at most 32 KiB
 * @param idleFlush how long text without a line end waits before it counts as a line; never if
 *     empty
 * @param idleTimeout how long a client may say nothing before it is disconnected; for ever if empty
 * @param pendingReplies how many replies may wait for the places of one before them, before the
 *     session reads no more
 * @param clockTolerance how far ahead of this server's clock a client's time counts
 * @param mostClients how many clients may be known before new ones are refused
 * @param placesDeadline how long after its WHATSAT a client has an answer at the latest
 */
public record NodeSettings(
    LinkSettings link,
    int lineLimitBytes,
    Optional<Duration> idleFlush,
    Optional<Duration> idleTimeout,
    int pendingReplies,
    Duration clockTolerance,
    int mostClients,
    Duration placesDeadline) {

  /** The greatest line limit in bytes: what is echoed must fit into a report. */
  public static final int GREATEST_LINE_LIMIT = 32 * 1024;

  public NodeSettings {
    if (lineLimitBytes < 1 || lineLimitBytes > GREATEST_LINE_LIMIT) {
      throw new IllegalArgumentException(
          "line limit: " + lineLimitBytes + " (expected: 1.." + GREATEST_LINE_LIMIT + " bytes)");
    }
  }
}

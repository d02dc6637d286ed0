package io.proxyherd.testing;

import io.proxyherd.link.LinkSettings;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.store.Lifetimes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings under which a server is tested: the product's defaults, to be changed one by one.
 */
public record Conditions(
    int lineLimitBytes,
    Optional<Duration> idleFlush,
    Optional<Duration> idleTimeout,
    int pendingReplies,
    Duration clockTolerance,
    int mostClients,
    Lifetimes lifetimes,
    Duration placesDeadline) {
  /** As after installation. */
  public static final Conditions DEFAULT =
      new Conditions(
          4096,
          Optional.empty(),
          Optional.empty(),
          1000,
          Duration.ofSeconds(60),
          1_000_000,
          Lifetimes.USUAL,
          Duration.ofSeconds(5));

  public Conditions withLineLimit(int bytes) {
    return new Conditions(
        bytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        lifetimes,
        placesDeadline);
  }

  public Conditions withIdleFlush(Duration wait) {
    return new Conditions(
        lineLimitBytes,
        Optional.of(wait),
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        lifetimes,
        placesDeadline);
  }

  public Conditions withIdleTimeout(Duration timeout) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        Optional.of(timeout),
        pendingReplies,
        clockTolerance,
        mostClients,
        lifetimes,
        placesDeadline);
  }

  public Conditions withPendingReplies(int most) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        most,
        clockTolerance,
        mostClients,
        lifetimes,
        placesDeadline);
  }

  public Conditions withClockTolerance(Duration tolerance) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        tolerance,
        mostClients,
        lifetimes,
        placesDeadline);
  }

  public Conditions withMostClients(int most) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        most,
        lifetimes,
        placesDeadline);
  }

  public Conditions withLifetimes(Lifetimes others) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        others,
        placesDeadline);
  }

  public Conditions withPlacesDeadline(Duration deadline) {
    return new Conditions(
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        lifetimes,
        deadline);
  }

  /** The settings of a server's links. */
  public static LinkSettings link(String server, Set<String> neighbours) {
    return LinkSettings.usual("herd", server, neighbours);
  }

  /** The settings of a server. */
  public NodeSettings node(String server, Set<String> neighbours) {
    return new NodeSettings(
        link(server, neighbours).withLifetimes(lifetimes),
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        placesDeadline);
  }
}

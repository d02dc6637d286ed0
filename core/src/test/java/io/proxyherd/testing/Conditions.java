package io.proxyherd.testing;

import io.proxyherd.link.LinkSettings;
import io.proxyherd.link.Redundancy;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.store.Lifetimes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The settings under which a server is tested: the product's defaults, to be changed one by one.
 */
public final class Conditions {
  /** As after installation. */
  public static final Conditions DEFAULT = new Conditions();

  private int lineLimitBytes = 4096;
  private Optional<Duration> idleFlush = Optional.empty();
  private Optional<Duration> idleTimeout = Optional.empty();
  private int pendingReplies = 1000;
  private Duration clockTolerance = Duration.ofSeconds(60);
  private int mostClients = 1_000_000;
  private Lifetimes lifetimes = Lifetimes.USUAL;
  private Duration placesDeadline = Duration.ofSeconds(5);

  private Conditions() {}

  private Conditions changed(Consumer<Conditions> change) {
    var other = new Conditions();
    other.lineLimitBytes = lineLimitBytes;
    other.idleFlush = idleFlush;
    other.idleTimeout = idleTimeout;
    other.pendingReplies = pendingReplies;
    other.clockTolerance = clockTolerance;
    other.mostClients = mostClients;
    other.lifetimes = lifetimes;
    other.placesDeadline = placesDeadline;
    change.accept(other);
    return other;
  }

  public Conditions withLineLimit(int bytes) {
    return changed(other -> other.lineLimitBytes = bytes);
  }

  public Conditions withIdleFlush(Duration wait) {
    return changed(other -> other.idleFlush = Optional.of(wait));
  }

  public Conditions withIdleTimeout(Duration timeout) {
    return changed(other -> other.idleTimeout = Optional.of(timeout));
  }

  public Conditions withPendingReplies(int most) {
    return changed(other -> other.pendingReplies = most);
  }

  public Conditions withClockTolerance(Duration tolerance) {
    return changed(other -> other.clockTolerance = tolerance);
  }

  public Conditions withMostClients(int most) {
    return changed(other -> other.mostClients = most);
  }

  public Conditions withLifetimes(Lifetimes others) {
    return changed(other -> other.lifetimes = others);
  }

  public Conditions withPlacesDeadline(Duration deadline) {
    return changed(other -> other.placesDeadline = deadline);
  }

  /** The settings of a server's links. */
  public static LinkSettings link(String server, Set<String> neighbours) {
    return LinkSettings.usual("herd", server, neighbours);
  }

  /** The settings of a server. */
  public NodeSettings node(String server, Set<String> neighbours) {
    return new NodeSettings(
        LinkSettings.usual("herd", server, neighbours, Redundancy.TREE, lifetimes),
        lineLimitBytes,
        idleFlush,
        idleTimeout,
        pendingReplies,
        clockTolerance,
        mostClients,
        placesDeadline);
  }
}

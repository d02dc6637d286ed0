package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.link.Invariant;
import io.proxyherd.link.LinkSettings;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.Shell;
import io.proxyherd.store.Report;
import io.proxyherd.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A server on a simulated machine: a node, a clock that is off, and places that find nothing. */
final class SimServer implements Clock, Shell {
  /** 2026-01-01T00:00Z. */
  private static final long START_WALL_NANOS = 1_767_225_600_000_000_000L;

  private static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final byte[] NO_PLACES =
      "{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}".getBytes(US_ASCII);

  private final String name;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Node node;
  private long reportsSent;
  private long clockOffsetNanos;
  private long wakeUp;

  SimServer(String name, Set<String> neighbours, Timeline timeline, SplittableRandom random) {
    this.name = name;
    this.timeline = timeline;
    this.random = random;
    node = new Node(settings(name, neighbours), this, random.split(), this, new Counting());
  }

  String name() {
    return name;
  }

  Node node() {
    return node;
  }

  /** How many reports it has sent to peers. */
  long reportsSent() {
    return reportsSent;
  }

  private final class Counting implements NodeObserver {
    @Override
    public void invariantBroken(Invariant invariant, String detail) {
      throw new AssertionError(invariant + " broken: " + detail);
    }

    @Override
    public void reportSent(String peer, Report report) {
      reportsSent++;
    }
  }

  /** How far ahead of what the server heard a client's time counts, milliseconds. */
  static int toleranceMs() {
    return (int) TOLERANCE.toMillis();
  }

  /** Sets the wall clock. */
  void setClockOffset(long nanos) {
    clockOffsetNanos = nanos;
  }

  @Override
  public long wallNanos() {
    return START_WALL_NANOS + timeline.nowNanos() + clockOffsetNanos;
  }

  @Override
  public long monotonicNanos() {
    return timeline.nowNanos();
  }

  @Override
  public void wakeUpAt(long monotonicNanos) {
    long number = ++wakeUp;
    timeline.after(
        monotonicNanos - timeline.nowNanos(),
        () -> {
          if (number == wakeUp) {
            node.onTimer();
          }
        });
  }

  @Override
  public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    long delayNanos = random.nextLong(50_000_000);
    timeline.after(delayNanos, () -> answer.accept(new NearbyAnswer.Found(NO_PLACES)));
  }

  private static NodeSettings settings(String name, Set<String> neighbours) {
    var link = LinkSettings.usual("sim", name, neighbours);
    return new NodeSettings(
        link,
        4096,
        Optional.empty(),
        Optional.empty(),
        1000,
        TOLERANCE,
        1_000_000,
        Duration.ofSeconds(2));
  }
}

package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.util.concurrent.EventExecutor;
import io.proxyherd.command.PosixTime;
import io.proxyherd.store.Found;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a store that tells nobody of changes again and again for a report that is new enough, in
 * pauses that grow. Owned by the gateway's event loop.
 */
final class PatientFind {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final Asking node;
  private final EventExecutor loop;
  private final byte[] client;
  private final PosixTime least;
  private final long endNanos;
  private final CompletableFuture<Found> answer = new CompletableFuture<>();
  private Duration pause = LEAST_PAUSE;

  private PatientFind(
      Asking node, EventExecutor loop, byte[] client, PosixTime least, Duration longest) {
    this.node = node;
    this.loop = loop;
    this.client = client;
    this.least = least;
    endNanos = System.nanoTime() + longest.toNanos();
  }

  /**
   * The report once it is at least that new; at the end nothing, or why the store failed last.
   *
   * @param longest how long that may take; what is asked for by then is waited for
   */
  static CompletableFuture<Found> begin(
      Asking node, EventExecutor loop, byte[] client, PosixTime least, Duration longest) {
    var find = new PatientFind(node, loop, client, least, longest);
    find.ask();
    return find.answer;
  }

  private void ask() {
    var _ = node.find(client).thenAcceptAsync(this::take, loop);
  }

  private void take(Found found) {
    boolean isKnown = found instanceof Found.Known;
    long leftNanos = endNanos - System.nanoTime();
    if (found instanceof Found.Known(var report) && report.clientTime().compareTo(least) >= 0) {
      answer.complete(found);
    } else if (leftNanos <= 0) {
      answer.complete(isKnown ? new Found.Unknown() : found);
    } else {
      var _ = loop.schedule(this::ask, Math.min(pause.toNanos(), leftNanos), NANOSECONDS);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }
}

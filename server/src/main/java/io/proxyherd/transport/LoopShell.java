package io.proxyherd.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.node.Shell;
import io.proxyherd.time.Clock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a node asks of the world, on an event loop. */
final class LoopShell implements Shell {
  /** What of a turn may go into lookups; what is asked then is looked up elsewhere. */
  private static final long MOST_LOOKUPS_NANOS = 1_000_000;

  private final EventLoop loop;
  private final Clock clock;
  private final PlaceFinder places;
  private @Nullable Node node;
  private @Nullable Future<?> wakeUp;
  private long lookupsNanos;

  LoopShell(EventLoop loop, Clock clock, PlaceFinder places) {
    this.loop = loop;
    this.clock = clock;
    this.places = places;
  }

  /** The node to wake up; it needs its shell before it exists. */
  void serve(Node served) {
    node = served;
  }

  @Override
  public void wakeUpAt(long monotonicNanos) {
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    long delayNanos = Math.max(0, monotonicNanos - clock.monotonicNanos());
    wakeUp = loop.schedule(this::wakeNode, delayNanos, NANOSECONDS);
  }

  /** A turn of the loop has ended. */
  void endTurn() {
    lookupsNanos = 0;
  }

  /** At once if it is quick, so long as a turn does not get too long by it. */
  @Override
  public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    if (lookupsNanos < MOST_LOOKUPS_NANOS) {
      long began = clock.monotonicNanos();
      Optional<byte[]> found = places.findNow(query);
      lookupsNanos += clock.monotonicNanos() - began;
      if (found.isPresent()) {
        answer.accept(new NearbyAnswer.Found(found.get()));
        return;
      }
    }
    places.find(query, found -> onLoop(() -> answer.accept(found)));
  }

  private void wakeNode() {
    if (node != null) {
      node.onTimer();
    }
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped: nobody waits for the answer any more.
    }
  }
}

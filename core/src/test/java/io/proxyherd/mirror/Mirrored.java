package io.proxyherd.mirror;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import io.proxyherd.link.LinkObserver;
import io.proxyherd.link.LinkSettings;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.link.Redundancy;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.Store;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** A server without neighbours whose reports are mirrored in an unreliable engine. */
final class Mirrored {
  static final Duration LIFETIME = Duration.ofSeconds(1000);
  static final Lifetimes LIFETIMES = new Lifetimes(LIFETIME, LIFETIME);
  static final MirrorSettings SETTINGS =
      new MirrorSettings(4, Duration.ofMillis(100), Duration.ofSeconds(1));

  private static final int TOLERANCE_MS = 60_000;

  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Store store = new Store(new Random(1), LIFETIMES);
  private final Neighbourhood neighbourhood =
      new Neighbourhood(
          LinkSettings.usual("herd", "Alford", Set.of(), Redundancy.TREE, LIFETIMES),
          store,
          clock,
          timers,
          1,
          new LinkObserver() {});
  private final UnreliableStore engine = new UnreliableStore();
  private final Mirror mirror =
      new Mirror(neighbourhood, store, LIFETIMES, engine, SETTINGS, clock, timers);

  Mirrored() {
    clock.setWall(Duration.ofSeconds(1_000_000).toNanos());
    neighbourhood.add(mirror);
  }

  Mirror mirror() {
    return mirror;
  }

  UnreliableStore engine() {
    return engine;
  }

  Store store() {
    return store;
  }

  /** The client says that it was that time, in seconds. */
  void report(String client, long seconds) {
    String line = "AT Alford +0.000000000 " + client + " +1+1 " + seconds;
    accept(Reports.of(line, clock.wallNanos(), TOLERANCE_MS));
  }

  /** The client is to be forgotten, if it is known. */
  void forget(String client) {
    byte[] bytes = client.getBytes(ISO_8859_1);
    store
        .find(new Field(bytes, 0, bytes.length))
        .filter(report -> !report.isTombstone())
        .ifPresent(report ->
            accept(Report.tombstone(report, "Alford", clock.wallNanos(), report.stamp())));
  }

  private void accept(Report report) {
    neighbourhood.accept(report.stamped(neighbourhood.nextStamp()));
  }

  /** Ends the batch, as a node does. */
  void flush() {
    neighbourhood.endOfBatch();
  }

  /** Gives up what has expired, as a node does. */
  void expire() {
    for (int slot = 0; slot < store.slots(); slot++) {
      if (store.isTaken(slot) && isExpired(store.at(slot))) {
        neighbourhood.giveUp(slot);
      }
    }
  }

  boolean isExpired(Report report) {
    return LIFETIMES.isExpired(report, clock.wallNanos());
  }

  long wallSeconds() {
    return clock.wallNanos() / Duration.ofSeconds(1).toNanos();
  }

  void advance(Duration time) {
    clock.advance(time);
    timers.run();
  }
}

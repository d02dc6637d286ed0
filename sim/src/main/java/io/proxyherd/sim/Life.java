package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.journal.JournalRefused;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.journal.Recovery;
import io.proxyherd.link.Invariant;
import io.proxyherd.mirror.Mirror;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.node.Shell;
import io.proxyherd.store.Report;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One life of a simulated server, from a start to the end of its process: a node, its journal and
 * its shell. Whatever happens to it goes through {@link #run}: nothing after its end, nothing while
 * it stands still, and after each event the node is looked at.
 */
final class Life implements Clock, Shell, NodeObserver {
  private static final byte[] NO_PLACES =
      "{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}".getBytes(US_ASCII);
  private static final long LONGEST_LOOKUP_NANOS = 50_000_000;

  private final SimServer machine;
  private final World world;
  private final SplittableRandom random;
  private final Node node;
  private final Watch watch;
  private final Optional<Mirror> mirror;
  private final ArrayDeque<Runnable> standing = new ArrayDeque<>();
  private Optional<DiskArm> arm = Optional.empty();
  private boolean over;
  private boolean stands;
  private long wakeUp;

  /**
   * Starts, with what the disk has.
   *
   * @throws IOException if that is not possible
   */
  Life(SimServer machine, World world, SplittableRandom random, SimDisk disk) throws IOException {
    this.machine = machine;
    this.world = world;
    this.random = random;
    node = new Node(machine.settings(), this, random.split(), this, this);
    watch = new Watch(this, world.oracle(), world.tally());
    if (world.rules().durability() != Durability.MEMORY) {
      keepJournal(disk);
    }
    watch.begin();
    node.begin();
    mirror = machine.mirrors() ? Optional.of(beginMirror()) : Optional.empty();
  }

  /** Beside the node, whose clients are told what it knows itself: that can be checked. */
  private Mirror beginMirror() {
    var timers = new MirrorTimers();
    var begun =
        new Mirror(
            node.neighbourhood(),
            node.store(),
            world.rules().lifetimes(),
            world.shared().seenBy(this),
            SharedStore.HOW,
            this,
            timers.timers);
    node.neighbourhood().add(begun);
    begun.begin();
    return begun;
  }

  private final class MirrorTimers {
    private final Timers timers = new Timers(Life.this, this::wakeUpAt);

    private void wakeUpAt(long monotonicNanos) {
      after(monotonicNanos - monotonicNanos(), this::run);
    }

    private void run() {
      timers.run();
    }
  }

  /** Whether a shared store has all that it has, if it is to. */
  boolean isMirrored() {
    return mirror.isEmpty() || mirror.get().isEven();
  }

  private void keepJournal(SimDisk disk) throws IOException {
    Recovered recovered = recover(disk);
    recovered.damage().ifPresent(_ -> world.tally().seen(Sight.DAMAGE));
    if (recovered.cutBytes() > 0) {
      world.tally().seen(Sight.TORN_TAIL);
    }
    if (recovered.lastLsn() > 0) {
      world.tally().seen(Sight.RECOVERED);
    }
    Rules rules = world.rules();
    var worker =
        new DiskArm(
            this,
            disk,
            node.neighbourhood().origin(),
            rules,
            random.split(),
            () -> world.oracle().syncing(machine));
    arm = Optional.of(worker);
    boolean waitForSync = rules.durability() == Durability.SYNC;
    var _ =
        node.keepJournal(new JournalRules(waitForSync, rules.checkpointBytes()), recovered, worker);
  }

  private Recovered recover(SimDisk disk) throws IOException {
    try {
      return Recovery.run(disk, machine.name(), node.neighbourhood()::restore);
    } catch (JournalRefused e) {
      throw new Broken(machine.name() + " refuses its own journal: " + e.getMessage());
    }
  }

  Node node() {
    return node;
  }

  SimServer machine() {
    return machine;
  }

  /** Lets it happen to this life, unless that is over; later, if it stands still. */
  void run(Runnable event) {
    if (over) {
      return;
    }
    if (stands) {
      standing.add(event);
      return;
    }
    event.run();
    watch.look();
  }

  /** Lets it happen to this life so many nanoseconds from now. */
  void after(long delayNanos, Runnable event) {
    world.timeline().after(delayNanos, () -> run(event));
  }

  /** Bytes of a peer were taken: claims may have grown. */
  void watchClaims() {
    watch.lookAtClaims();
  }

  /** It stands still. */
  void pause() {
    stands = true;
  }

  /** It goes on, and all that has come meanwhile happens at once. */
  void goOn() {
    stands = false;
    while (!standing.isEmpty() && !stands) {
      run(standing.remove());
    }
  }

  boolean isOver() {
    return over;
  }

  boolean isStanding() {
    return stands;
  }

  /** The process is to end soon after its disk is asked for something; without a journal, now. */
  void dieAtWork(Death how) {
    arm.ifPresentOrElse(disk -> disk.dieAtWork(Optional.of(how)), () -> machine.die(how));
  }

  /** It goes on for good. */
  void heal() {
    arm.ifPresent(disk -> disk.dieAtWork(Optional.empty()));
    goOn();
  }

  /** The process ends. */
  void end(Death how) {
    over = true;
    if (how == Death.STOP) {
      arm.ifPresent(DiskArm::close);
    } else {
      arm.ifPresent(DiskArm::stop);
    }
  }

  /** The disk has something to say. */
  void tellJournal(Consumer<JournalWriter> news) {
    if (!over) {
      node.journal().ifPresent(news);
    }
  }

  @Override
  public long wallNanos() {
    return machine.clock().nanos();
  }

  @Override
  public long monotonicNanos() {
    return world.timeline().nowNanos();
  }

  @Override
  public void wakeUpAt(long monotonicNanos) {
    long number = ++wakeUp;
    after(
        monotonicNanos - world.timeline().nowNanos(),
        () -> {
          if (number == wakeUp) {
            node.onTimer();
          }
        });
  }

  @Override
  public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    after(
        random.nextLong(LONGEST_LOOKUP_NANOS),
        () -> answer.accept(new NearbyAnswer.Found(NO_PLACES)));
  }

  @Override
  public void reportSent(String peer, Report report) {
    machine.countReportSent();
  }

  @Override
  public void grafted(String peer) {
    world.tally().seen(Sight.GRAFT);
  }

  @Override
  public void outbid() {
    world.tally().seen(Sight.OUTBID);
  }

  @Override
  public void linkDown(String peer, String reason) {
    noteEnd(reason);
  }

  @Override
  public void linkRefused(String peer, String reason) {
    world.tally().seen(Sight.LINK_REFUSED);
    noteEnd(reason);
  }

  @Override
  public void journalFailed(String reason) {
    world.tally().seen(Sight.READ_ONLY);
  }

  @Override
  public void journalRecovered() {
    world.tally().seen(Sight.WRITABLE_AGAIN);
  }

  /** Not at once: this is said in the middle of an event. */
  @Override
  public void journalLost(String reason) {
    world.tally().seen(Sight.JOURNAL_LOST);
    after(0, () -> machine.die(Death.STOP));
  }

  @Override
  public void invariantBroken(Invariant invariant, String detail) {
    throw new Broken(machine.name() + " broke its invariant " + invariant + ": " + detail);
  }

  @Override
  public void failed(String address, Throwable bug) {
    throw new Broken(machine.name() + ": bug at " + address + ": " + bug);
  }

  private void noteEnd(String reason) {
    if (reason.contains("CRC32C")) {
      world.tally().seen(Sight.BAD_FRAME);
    } else if (reason.startsWith("silent")) {
      world.tally().seen(Sight.SILENT_LINK);
    }
  }
}

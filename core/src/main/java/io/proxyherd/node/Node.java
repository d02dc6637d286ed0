package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.Command;
import io.proxyherd.command.CommandParser;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.PosixTime;
import io.proxyherd.command.ReplyPrinter;
import io.proxyherd.journal.Appender;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.legacy.Adoption;
import io.proxyherd.legacy.LegacyNeighbours;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import io.proxyherd.link.Trace;
import io.proxyherd.mirror.Mirror;
import io.proxyherd.mirror.MirrorSettings;
import io.proxyherd.mirror.MirroredStore;
import io.proxyherd.near.ClientAnswer;
import io.proxyherd.near.ClientQuery;
import io.proxyherd.near.NearbyClients;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.Store;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.stream.Subscriptions;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One server of the herd: it acknowledges what clients report, answers where they are, and owes
 * every change to every link. It is driven from outside ({@link Session}, {@link PeerLink}, {@link
 * #onTimer}) and drives nothing itself. Not thread-safe: owned by one thread, the shell's event
 * loop.
 */
public final class Node {
  private final NodeSettings settings;
  private final byte[] name;
  private final int toleranceMs;
  private final Clock clock;
  private final Shell shell;
  private final NodeObserver observer;
  private final Timers timers;
  private final Store store;
  private final Neighbourhood neighbourhood;
  private final LegacyNeighbours legacy;
  private final Subscriptions subscriptions;
  private final NearbyClients near;
  private final CommandParser parser = new CommandParser();
  private final LineBuilder scratch = new LineBuilder();
  private final HeldBatch.Pool heldBatches = new HeldBatch.Pool();
  private final NodeCounts counts = new NodeCounts();
  private final ReplyTimes replyTimes;
  private final Expiry expiry;
  private final OwnClients ownClients;
  private final LookupDeadline lookupDeadline;
  private Optional<JournalWriter> journal = Optional.empty();
  private Optional<Mirror> mirror = Optional.empty();
  private ReportStore reports = new HerdStore(this);
  private boolean keepsReportsHere = true;
  private boolean findsReportsHere = true;
  private long lastReceivedAtNanos;
  private Offered.Taken acknowledged = Offered.Taken.NEWEST;

  public Node(
      NodeSettings settings,
      Clock clock,
      RandomGenerator random,
      Shell shell,
      NodeObserver observer) {
    this.settings = settings;
    this.clock = clock;
    this.shell = shell;
    this.observer = observer;
    name = settings.link().server().getBytes(US_ASCII);
    toleranceMs = Math.toIntExact(settings.clockTolerance().toMillis());
    timers = new Timers(clock, shell::wakeUpAt);
    replyTimes = new ReplyTimes(clock);
    lookupDeadline = new LookupDeadline(settings.placesDeadline(), clock, timers);
    store = new Store(random, settings.link().lifetimes());
    neighbourhood =
        new Neighbourhood(settings.link(), store, clock, timers, random.nextLong(), observer);
    legacy = new LegacyNeighbours(name, neighbourhood, store, this::adopt, observer);
    near = new NearbyClients(store, settings.link().lifetimes(), random.nextLong(), clock, timers);
    neighbourhood.add(near);
    subscriptions =
        new Subscriptions(neighbourhood, store, settings.link().lifetimes(), clock, timers);
    neighbourhood.add(subscriptions);
    ownClients = new OwnClients(store, neighbourhood, settings.mostClients());
    expiry = new Expiry(store, settings.link().lifetimes(), neighbourhood, clock, timers, counts);
  }

  /**
   * Keeps a journal from here on; before the first connection, and after every report that was
   * recovered has been {@linkplain Neighbourhood#restore restored}.
   *
   * @return what wants to know what becomes of the orders that the appender is given
   */
  public JournalWriter keepJournal(JournalRules rules, Recovered recovered, Appender appender) {
    var _ = neighbourhood.coverage().raise(recovered.coverage());
    var kept =
        new JournalWriter(
            rules,
            neighbourhood.origin(),
            recovered,
            store,
            neighbourhood.coverage(),
            timers,
            appender,
            observer);
    neighbourhood.keepIn(kept);
    journal = Optional.of(kept);
    expiry.begin();
    return kept;
  }

  /**
   * Keeps reports in a store elsewhere from here on, and finds them there; before the first
   * connection. What its own clients report and that store has taken, it {@linkplain #store
   * remembers}, for those who ask who is near and for streams.
   */
  public void keepReportsIn(ReportStore elsewhere) {
    reports = elsewhere;
    keepsReportsHere = false;
    findsReportsHere = false;
    expiry.begin();
  }

  /**
   * Keeps reports as ever, brings an engine all that it knows and gets to know, from {@link #begin}
   * on, and asks that, too, where a client is; before the first connection.
   */
  public void mirrorTo(ReportStore engine, MirrorSettings how) {
    var lifetimes = settings.link().lifetimes();
    var kept = new Mirror(neighbourhood, store, lifetimes, engine, how, clock, timers);
    neighbourhood.add(kept);
    mirror = Optional.of(kept);
    reports = new MirroredStore(reports, engine, lifetimes);
    findsReportsHere = false;
  }

  /** It can be reached, and its neighbours too: from here on it waits to be ready. */
  public void begin() {
    neighbourhood.begin();
    mirror.ifPresent(Mirror::begin);
  }

  /** A client connected. */
  public Session openSession(ClientConnection connection) {
    expiry.begin();
    return new Session(this, connection);
  }

  /**
   * A connection to or from another server is there.
   *
   * @param dialled whom this server wanted to reach, if it dialled
   */
  public PeerLink openLink(PeerConnection connection, Optional<String> dialled) {
    expiry.begin();
    return neighbourhood.openLink(connection, dialled);
  }

  /** The moment has come that the shell was asked for. */
  public void onTimer() {
    timers.run();
  }

  /** The input that was there has been taken: tells the peers what it changed. */
  public void endOfBatch() {
    neighbourhood.endOfBatch();
  }

  /** The replies so far are out: handed to the sockets, or to who asked over HTTP. */
  public void endOfTurn() {
    replyTimes.endOfTurn();
  }

  /**
   * Where the client is as far as this server itself knows: its newest report, unless that has
   * expired or was forgotten.
   */
  public Optional<Report> find(Field client) {
    return store.find(client).filter(this::isCurrent);
  }

  /**
   * Where the client is, wherever {@linkplain #reports reports} are kept.
   *
   * @param answer told once, at once or later; never of a tombstone, or of what has expired
   */
  public void find(Field client, Consumer<Found> answer) {
    reports.find(
        client,
        found ->
            answer.accept(
                found instanceof Found.Known known && !isCurrent(known.report())
                    ? new Found.Unknown()
                    : found));
  }

  /** Where the herd's reports are kept. */
  public ReportStore reports() {
    return reports;
  }

  /**
   * Forgets a client on all servers: a tombstone replaces its report, and older ones that are still
   * under way. A newer report makes it known again. To be followed by {@link #endOfBatch}.
   *
   * @param answer called once the order is kept, or can't be
   */
  public void forget(Field client, Consumer<Forgetting> answer) {
    find(
        client,
        found -> {
          switch (found) {
            case Found.Known known -> forget(known.report(), answer);
            case Found.Unknown _ -> answer.accept(Forgetting.UNKNOWN);
            case StoreFailure _ -> answer.accept(Forgetting.FAILED);
          }
        });
  }

  private void forget(Report known, Consumer<Forgetting> answer) {
    Report tombstone =
        Report.tombstone(known, settings.link().server(), receive(), neighbourhood.nextStamp());
    reports.offer(
        tombstone,
        offered -> {
          if (offered instanceof StoreFailure) {
            answer.accept(Forgetting.FAILED);
            return;
          }
          if (!keepsReportsHere) {
            var _ = ownClients.remember(tombstone, Neighbourhood.NO_CONNECTION);
          }
          counts.countForgotten();
          observer.clientForgotten(known.client());
          answer.accept(Forgetting.FORGOTTEN);
        });
  }

  /** Who is near a point, or in a box; answered at once, but for the first question in a while. */
  public void near(ClientQuery query, Consumer<ClientAnswer> answer) {
    near.ask(query, answer);
  }

  /** Why it answers what it does for that client; nothing if it does not know it. */
  public Optional<Trace> trace(Field client) {
    return neighbourhood
        .trace(client)
        .filter(trace -> trace.report().isTombstone() || isCurrent(trace.report()));
  }

  /** The newest report of every client. */
  public Store store() {
    return store;
  }

  /** How far an engine has what this server has, if it {@linkplain #mirrorTo mirrors}. */
  public Optional<Mirror> mirror() {
    return mirror;
  }

  /** Its links, and what it has. */
  public Neighbourhood neighbourhood() {
    return neighbourhood;
  }

  /** Its neighbours that others wrote. */
  public LegacyNeighbours legacy() {
    return legacy;
  }

  /** Who is told of every change, beside the peers. */
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /** What it has done since it started. */
  public NodeCounts counts() {
    return counts;
  }

  /** How long its replies took. */
  public ReplyTimes replyTimes() {
    return replyTimes;
  }

  /** What it knows of who is near. */
  public NearbyClients nearbyClients() {
    return near;
  }

  /** Whether no client's report can be taken: it could not be kept. */
  public boolean isReadOnly() {
    return neighbourhood.isBroken() || (journal.isPresent() && journal.get().isReadOnly());
  }

  /** Where it keeps what it learns, if anywhere. */
  public Optional<JournalWriter> journal() {
    return journal;
  }

  NodeSettings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  Shell shell() {
    return shell;
  }

  /** Who wants to know what it does. */
  public NodeObserver observer() {
    return observer;
  }

  Timers timers() {
    return timers;
  }

  CommandParser parser() {
    return parser;
  }

  /** By when lookups are answered. */
  LookupDeadline lookupDeadline() {
    return lookupDeadline;
  }

  /** For replies that wait for the journal. */
  HeldBatch.Pool heldBatches() {
    return heldBatches;
  }

  /** For building one reply; not to be kept. */
  LineBuilder scratch() {
    return scratch;
  }

  /** Whether a report of the client can be taken: not of a new one when there are too many. */
  public boolean hasRoomFor(Field client) {
    return store.size() < settings.mostClients() || store.slotOf(client) != Store.NO_SLOT;
  }

  /** Whether this server itself keeps reports, and answers at once. */
  boolean keepsReportsHere() {
    return keepsReportsHere;
  }

  /** Whether what this server itself knows is all there is to know. */
  boolean findsReportsHere() {
    return findsReportsHere;
  }

  /** Makes a report of what a client says. What it said before stays the report that it was. */
  Heard hear(Command.Iamat iamat) {
    long receivedAtNanos = receive();
    ReplyPrinter.printAt(
        name, PosixTime.ofNanos(receivedAtNanos), iamat.clientTime(), iamat, scratch.clear());
    byte[] line = scratch.toBytes();
    int slot = store.slotOf(iamat.client());
    Report report =
        isRepeated(slot, iamat.clientTime(), iamat.location())
            ? store.at(slot)
            : heard(AtLine.printed(line, name.length, iamat), receivedAtNanos);
    return new Heard(report, scratch.append('\n').toBytes());
  }

  /** A client's report is kept elsewhere now. */
  void remember(Report report, Offered.Taken taken) {
    counts.count(
        switch (taken) {
          case NEWEST -> Outcome.IAMAT_NEWER;
          case STALE -> Outcome.IAMAT_OLDER;
          case ACCEPTED -> Outcome.IAMAT_ACCEPTED;
        });
    if (ownClients.remember(report, Neighbourhood.NO_CONNECTION) && report.isAhead()) {
      counts.countClamped();
    }
  }

  /** Takes a report that was made elsewhere, under this server's stamp, if it is newer. */
  boolean take(Report report) {
    Report stamped = report.stamped(neighbourhood.nextStamp());
    return take(stamped, store.slotOf(report.client()), Neighbourhood.NO_CONNECTION);
  }

  /** Takes a client's report and answers the AT line with a line end, in the scratch. */
  LineBuilder acknowledge(Command.Iamat iamat) {
    PosixTime clientTime = iamat.clientTime();
    long receivedAtNanos = receive();
    ReplyPrinter.printAt(
        name, PosixTime.ofNanos(receivedAtNanos), clientTime, iamat, scratch.clear());
    int slot = store.slotOf(iamat.client());
    if (isRepeated(slot, clientTime, iamat.location())) {
      neighbourhood.repeated(slot, receivedAtNanos);
      counts.count(Outcome.IAMAT_REPEATED);
      acknowledged = Offered.Taken.NEWEST;
    } else {
      AtLine at = AtLine.printed(scratch.toBytes(), name.length, iamat);
      boolean isNews = take(heard(at, receivedAtNanos), slot, Neighbourhood.NO_CONNECTION);
      counts.count(isNews ? Outcome.IAMAT_NEWER : Outcome.IAMAT_OLDER);
      acknowledged = isNews ? Offered.Taken.NEWEST : Offered.Taken.STALE;
    }
    return scratch.append('\n');
  }

  /** What became of the report that was acknowledged last. */
  Offered.Taken acknowledged() {
    return acknowledged;
  }

  /** Takes what a legacy peer heard, in its words, as heard by this server now. */
  private Adoption.Verdict adopt(AtLine at, int connection) {
    if (!keepsReportsHere) {
      return adoptElsewhere(at, connection);
    }
    if (isReadOnly() || !hasRoomFor(at.client())) {
      return Adoption.Verdict.DROPPED;
    }
    int slot = store.slotOf(at.client());
    boolean isNews =
        !isRepeated(slot, at.clientTime(), at.location())
            && take(heard(at, receive()), slot, connection);
    return isNews ? Adoption.Verdict.ADOPTED : Adoption.Verdict.NOT_NEWER;
  }

  private Adoption.Verdict adoptElsewhere(AtLine at, int connection) {
    if (isRepeated(store.slotOf(at.client()), at.clientTime(), at.location())) {
      return Adoption.Verdict.NOT_NEWER;
    }
    if (!reports.hasRoom()) {
      return Adoption.Verdict.DROPPED;
    }
    Report report = heard(at, receive());
    reports.offer(
        report,
        offered -> {
          if (offered instanceof Offered.Taken) {
            var _ = ownClients.remember(report, connection);
          }
        });
    return Adoption.Verdict.ADOPTED;
  }

  private boolean take(Report report, int slot, int connection) {
    boolean isNews = neighbourhood.accept(report, slot, connection);
    if (isNews && report.isAhead()) {
      counts.countClamped();
    }
    return isNews;
  }

  private Report heard(AtLine at, long receivedAtNanos) {
    return Report.heard(at, receivedAtNanos, toleranceMs, neighbourhood.nextStamp());
  }

  /** The moment of a receipt: the wall clock's, made monotone. */
  private long receive() {
    lastReceivedAtNanos = Math.max(clock.wallNanos(), lastReceivedAtNanos + 1);
    return lastReceivedAtNanos;
  }

  private boolean isCurrent(Report report) {
    return !report.isTombstone()
        && !settings.link().lifetimes().isExpired(report, clock.wallNanos());
  }

  /** Sent again, perhaps to another server: nothing new, whenever it came. */
  private boolean isRepeated(int slot, PosixTime clientTime, Field location) {
    if (slot == Store.NO_SLOT) {
      return false;
    }
    Report known = store.at(slot);
    return known.clientTime().equals(clientTime)
        && known.location().sameAs(location)
        && isCurrent(known);
  }
}

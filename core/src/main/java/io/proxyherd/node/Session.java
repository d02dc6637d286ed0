package io.proxyherd.node;

import io.proxyherd.command.Command;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.LineSplitter;
import io.proxyherd.command.ReplyPrinter;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.geo.Position;
import io.proxyherd.legacy.LegacyStream;
import io.proxyherd.store.Found;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.time.IdleTimer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A client's connection: lines in, replies out in the order of the commands, also when a WHATSAT
 * waits for its places. Not thread-safe: owned by its node.
 */
public final class Session implements LineSplitter.Lines {
  /** How many lookups of one session run at a time, so that none keeps the others from theirs. */
  private static final int LOOKUPS_AT_A_TIME = 32;

  private final Node node;
  private final ClientConnection connection;
  private final Optional<HeldReplies> held;
  private final LineSplitter splitter;
  private final ArrayDeque<PendingReply> pending = new ArrayDeque<>();
  private final ArrayDeque<Lookup> waitingLookups = new ArrayDeque<>();
  private final Optional<StoreRequests> requests;
  private final Optional<IdleTimer> idleTimeout;
  private final Optional<IdleTimer> idleFlush;
  private final LegacyStream fromLegacy;
  private int runningLookups;
  private boolean startsLookups;
  private boolean inputClosed;
  private boolean closed;

  Session(Node node, ClientConnection connection) {
    this.node = node;
    held =
        node.journal()
            .map(journal ->
                new HeldReplies(
                    connection, journal, node.heldBatches(), node.replyTimes(), this::onClosed));
    this.connection = connection;
    fromLegacy = node.legacy().openStream();
    splitter = new LineSplitter(node.settings().lineLimitBytes());
    requests =
        node.findsReportsHere()
            ? Optional.empty()
            : Optional.of(new StoreRequests(node, this::onKept));
    idleTimeout = timer(node.settings().idleTimeout(), this::onIdle);
    idleFlush = timer(node.settings().idleFlush(), this::onTextLeft);
    idleTimeout.ifPresent(IdleTimer::touch);
  }

  /** Bytes {@code [from, to)} came. */
  public void onBytes(byte[] bytes, int from, int to) {
    if (closed) {
      return;
    }
    idleTimeout.ifPresent(IdleTimer::touch);
    node.counts().countReceived(to - from);
    splitter.feed(bytes, from, to, this);
    if (splitter.isWaiting()) {
      idleFlush.ifPresent(IdleTimer::touch);
    }
  }

  /** The client sends no more: what is left is a command; after its reply the session ends. */
  public void onInputClosed() {
    if (!closed) {
      splitter.flush(this);
      inputClosed = true;
      closeWhenDone();
    }
  }

  /** The connection is gone; nothing more is sent. */
  public void onClosed() {
    held.ifPresent(HeldReplies::forget);
    end();
  }

  private void end() {
    closed = true;
    idleTimeout.ifPresent(IdleTimer::stop);
    idleFlush.ifPresent(IdleTimer::stop);
    pending.clear();
    waitingLookups.clear();
  }

  /** Whether more bytes are welcome. If not, they are again when a later event says so. */
  public boolean wantsInput() {
    return pending.size() < node.settings().pendingReplies()
        && (held.isEmpty() || !held.get().areMany())
        // Who waits for an answer is asked again when it comes.
        && (pending.isEmpty() || node.reports().hasRoom());
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    node.observer().commandReceived(connection, bytes, from, to);
    switch (node.parser().parse(bytes, from, to)) {
      case Command.Blank _ -> {}
      case Command.Iamat iamat -> onIamat(iamat, bytes, from, to);
      case Command.Whatsat whatsat -> onWhatsat(whatsat, bytes, from, to);
      case Command.Unknown _ -> onUnknown(bytes, from, to);
    }
  }

  @Override
  public void tooLong(byte[] bytes, int from, int to) {
    node.observer().commandReceived(connection, bytes, from, to);
    refuse(Outcome.INVALID_LENGTH, bytes, from, to);
  }

  private void onIamat(Command.Iamat iamat, byte[] line, int from, int to) {
    if (!node.keepsReportsHere()) {
      requests.orElseThrow().report(iamat, Arrays.copyOfRange(line, from, to), promise());
    } else if (node.isReadOnly()) {
      refuse(Outcome.IAMAT_READ_ONLY, line, from, to);
    } else if (!node.hasRoomFor(iamat.client())) {
      node.observer().newClientRefused(connection, node.settings().mostClients());
      refuse(Outcome.IAMAT_TOO_MANY_CLIENTS, line, from, to);
    } else {
      LineBuilder reply = node.acknowledge(iamat);
      connection.reported(node.acknowledged());
      reply(CommandKind.IAMAT, reply);
    }
  }

  private void onWhatsat(Command.Whatsat whatsat, byte[] line, int from, int to) {
    if (!node.findsReportsHere()) {
      ask(whatsat, Arrays.copyOfRange(line, from, to));
      return;
    }
    Optional<Report> found = node.find(whatsat.client());
    if (found.isEmpty()) {
      refuse(Outcome.WHATSAT_UNKNOWN_CLIENT, line, from, to);
      return;
    }
    Lookup lookup =
        lookup(found.get(), whatsat.radiusKm(), whatsat.limit(), node.replyTimes().now());
    pending.add(lookup);
    begin(lookup);
  }

  /** The same where the report is found later. */
  private void ask(Command.Whatsat whatsat, byte[] line) {
    double radiusKm = whatsat.radiusKm();
    int limit = whatsat.limit();
    Promise promise = promise();
    requests
        .orElseThrow()
        .find(
            whatsat.client().detached(),
            found -> {
              if (closed) {
                node.counts().count(Outcome.WHATSAT_ABANDONED);
              } else if (found instanceof Found.Known known) {
                Lookup lookup = lookup(known.report(), radiusKm, limit, promise.readNanos());
                promise.keep(lookup);
                begin(lookup);
              } else {
                node.counts()
                    .count(
                        found instanceof StoreFailure
                            ? Outcome.WHATSAT_STORE_FAILED
                            : Outcome.WHATSAT_UNKNOWN_CLIENT);
                promise.keep(
                    new PendingReply.Ready(
                        StoreRequests.unknown(line), CommandKind.WHATSAT, promise.readNanos()));
                onKept();
              }
            });
  }

  private Promise promise() {
    var promise = new Promise(node.replyTimes().now());
    pending.add(promise);
    return promise;
  }

  /** The store has answered. */
  private void onKept() {
    sendPending();
    closeWhenDone();
  }

  private Lookup lookup(Report report, double radiusKm, int limit, long readNanos) {
    Field location = report.location();
    Position position = Iso6709.parse(location.bytes(), location.from(), location.to());
    var query =
        new NearbyQuery(
            position.latitude(),
            position.longitude(),
            radiusKm,
            limit,
            Optional.empty(),
            connection.host());
    return new Lookup(report, query, readNanos);
  }

  /** It has its place in the order of the replies. */
  private void begin(Lookup lookup) {
    waitingLookups.add(lookup);
    startLookups();
    if (!lookup.isAnswered()) {
      node.lookupDeadline().expectAnswer(this, lookup);
    }
  }

  /** Asks for what waits, as far as there is room. */
  void startLookups() {
    if (startsLookups) {
      // An answer came at once.
      return;
    }
    startsLookups = true;
    while (runningLookups < LOOKUPS_AT_A_TIME && !waitingLookups.isEmpty()) {
      Lookup lookup = waitingLookups.remove();
      if (!lookup.isAnswered()) {
        lookup.begin();
        runningLookups++;
        node.shell().findPlaces(lookup.query(), answer -> onPlaces(lookup, answer));
      }
    }
    startsLookups = false;
  }

  private void onPlaces(Lookup lookup, NearbyAnswer answer) {
    onAnswer(lookup, answer);
    startLookups();
  }

  /**
   * The places, or word that there are none in time; places that come later still are ignored. To
   * be followed by {@link #startLookups}.
   */
  void onAnswer(Lookup lookup, NearbyAnswer answer) {
    if (lookup.isAnswered()) {
      return;
    }
    lookup.answer(answer);
    node.counts().count(closed ? Outcome.WHATSAT_ABANDONED : outcome(answer));
    runningLookups -= lookup.hasBegun() ? 1 : 0;
    node.lookupDeadline().forgetAnswered();
    sendPending();
    closeWhenDone();
  }

  private static Outcome outcome(NearbyAnswer answer) {
    return switch (answer) {
      case NearbyAnswer.Found _ -> Outcome.WHATSAT_PLACES;
      case NearbyAnswer.Failed _ -> Outcome.WHATSAT_NO_PLACES;
    };
  }

  private void sendPending() {
    while (!pending.isEmpty()) {
      LineBuilder reply = node.scratch().clear();
      CommandKind kind = CommandKind.WHATSAT;
      PendingReply next = pending.element();
      PendingReply kept = next instanceof Promise promise ? promise.kept() : next;
      switch (kept) {
        case null -> {
          return;
        }
        case Promise _ -> throw new IllegalStateException("a promise of a promise");
        case PendingReply.Ready ready -> {
          kind = ready.kind();
          reply.append(ready.bytes());
        }
        case PendingReply.Reported reported -> {
          kind = CommandKind.IAMAT;
          reply.append(reported.bytes());
          connection.reported(reported.result());
        }
        case Lookup lookup -> {
          byte[] json = lookup.json();
          if (json == null) {
            return;
          }
          ReplyPrinter.printNearby(lookup.report().line(), json, reply);
        }
      }
      pending.remove();
      send(reply, kind, next.readNanos());
    }
  }

  /** A legacy peer's line is taken without a word: such servers send and are gone. */
  private void onUnknown(byte[] line, int from, int to) {
    Set<String> peers = connection.legacyPeers();
    if (peers.isEmpty() || !fromLegacy.take(peers, line, from, to)) {
      refuse(Outcome.INVALID_LINE, line, from, to);
    }
  }

  private void refuse(Outcome outcome, byte[] line, int from, int to) {
    node.counts().count(outcome);
    LineBuilder reply = node.scratch().clear();
    ReplyPrinter.printUnknown(line, from, to, reply);
    reply(outcome.kind(), reply);
  }

  private void reply(CommandKind kind, LineBuilder reply) {
    long readNanos = node.replyTimes().now();
    if (pending.isEmpty()) {
      send(reply, kind, readNanos);
    } else {
      pending.add(new PendingReply.Ready(reply.toBytes(), kind, readNanos));
      held.ifPresent(HeldReplies::promise);
    }
  }

  private void send(LineBuilder reply, CommandKind kind, long readNanos) {
    node.observer().replySent(connection, reply.array(), reply.length());
    node.counts().countSent(reply.length());
    if (held.isPresent()) {
      held.get().send(reply.array(), reply.length(), kind, readNanos);
    } else {
      connection.send(reply.array(), reply.length());
      node.replyTimes().add(kind, readNanos, 1);
    }
  }

  private void closeWhenDone() {
    if (inputClosed && pending.isEmpty() && !closed) {
      close();
    }
  }

  private void close() {
    held.ifPresentOrElse(HeldReplies::close, connection::close);
    end();
  }

  private void onIdle() {
    if (pending.isEmpty() && !fromLegacy.isKept()) {
      close();
    } else {
      idleTimeout.ifPresent(IdleTimer::touch);
    }
  }

  private void onTextLeft() {
    splitter.flush(this);
    node.endOfBatch();
  }

  private Optional<IdleTimer> timer(Optional<Duration> idle, Runnable action) {
    return idle.map(time -> new IdleTimer(node.timers(), node.clock(), time.toNanos(), action));
  }
}

package io.proxyherd.ops;

import io.proxyherd.command.Field;
import io.proxyherd.link.Invariant;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.store.Report;
import io.proxyherd.text.HarmlessText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes what a node does into its server's log: one line per change, or per line of traffic. */
final class LogObserver implements NodeObserver {
  /** How many peers are remembered: whoever finds the peer port can have many addresses. */
  private static final int MOST_REFUSALS = 100;

  /** How much of a line is quoted, bytes. */
  private static final int LONGEST_QUOTE = 200;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String PEER = "peer";
  private static final String REASON = "reason";

  private final ServerLog log;
  private final Consumer<String> onFailStop;
  private final Runnable onReady;
  private long newClientsRefused;
  private String lastJournalFailure = "";
  // A peer that is down fails in the same way at every try; that is said once.
  private final Map<String, String> lastRefusals =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_REFUSALS;
        }
      };

  /**
   * @param onFailStop takes the reason why the server must stop, and the cure
   * @param onReady done once the server is ready
   */
  LogObserver(ServerLog log, Consumer<String> onFailStop, Runnable onReady) {
    this.log = log;
    this.onFailStop = onFailStop;
    this.onReady = onReady;
  }

  @Override
  public void commandReceived(ClientConnection client, byte[] line, int from, int to) {
    if (log.trafficEnabled()) {
      log.received(client.toString(), line, from, to);
    }
  }

  @Override
  public void replySent(ClientConnection client, byte[] reply, int length) {
    if (log.trafficEnabled()) {
      log.sent(client.toString(), reply, 0, withoutLineEnds(reply, length));
    }
  }

  @Override
  public void reportReceived(String peer, Report report) {
    if (log.trafficEnabled()) {
      log.received(peer, report.line(), 0, report.line().length);
    }
  }

  @Override
  public void reportSent(String peer, Report report) {
    if (log.trafficEnabled()) {
      log.sent(peer, report.line(), 0, report.line().length);
    }
  }

  @Override
  public void linkUp(String peer, Duration clockOffset) {
    lastRefusals.remove(peer);
    log.info(
        "link_up",
        "peer " + peer + " connected, its clock ahead by " + seconds(clockOffset),
        new LogFact(PEER, peer),
        clock(clockOffset));
  }

  @Override
  public void clockDiffers(String peer, Duration clockOffset) {
    log.warn(
        "clock_differs",
        "peer " + peer + ": clock ahead by " + seconds(clockOffset) + "; set the clocks right",
        new LogFact(PEER, peer),
        clock(clockOffset));
  }

  @Override
  public void ready(Duration waited, String how) {
    double waitedSeconds = waited.toNanos() / NANOS_PER_SECOND;
    log.info(
        "ready",
        "ready after %.1f s: %s".formatted(waitedSeconds, how),
        new LogFact("waitedSeconds", waitedSeconds));
    onReady.run();
  }

  @Override
  public void linkDown(String peer, String reason) {
    log.info(
        "link_down",
        "peer " + peer + " dropped: " + reason,
        new LogFact(PEER, peer),
        new LogFact(REASON, reason));
  }

  @Override
  public void linkRefused(String peer, String reason) {
    if (!reason.equals(lastRefusals.put(peer, reason))) {
      log.warn(
          "link_refused",
          "peer " + peer + " not connected: " + reason,
          new LogFact(PEER, peer),
          new LogFact(REASON, reason));
    }
  }

  @Override
  public void legacySent(String peer, Report report) {
    reportSent(peer, report);
  }

  @Override
  public void legacyReached(String peer) {
    lastRefusals.remove(peer);
    log.info("legacy_up", "legacy peer " + peer + " reached", new LogFact(PEER, peer));
  }

  @Override
  public void legacyLost(String peer, String reason) {
    if (!reason.equals(lastRefusals.put(peer, reason))) {
      log.warn(
          "legacy_down",
          "legacy peer " + peer + " not reached: " + reason,
          new LogFact(PEER, peer),
          new LogFact(REASON, reason));
    }
  }

  @Override
  public void legacyRejected(String peer, byte[] line, int from, int to, long times) {
    if (Long.bitCount(times) == 1) {
      var quote = new Field(line, from, Math.min(to, from + LONGEST_QUOTE));
      log.warn(
          "legacy_line_rejected",
          "legacy peer "
              + peer
              + ": AT line of no dialect that is spoken at its address: "
              + HarmlessText.of(quote.copy())
              + "; "
              + times
              + " since the start",
          new LogFact(PEER, peer),
          new LogFact("times", times));
    }
  }

  @Override
  public void clientRefused(String address, int most) {
    log.warn(
        "client_refused",
        "client " + address + " disconnected: " + most + " are connected already",
        new LogFact("remote", address));
  }

  @Override
  public void journalFailed(String reason) {
    if (!reason.equals(lastJournalFailure)) {
      lastJournalFailure = reason;
      log.error(
          "journal_failed",
          "journal not written: " + reason + "; read-only until it can be; make room",
          new LogFact(REASON, reason));
    }
  }

  @Override
  public void journalRecovered() {
    lastJournalFailure = "";
    log.info("journal_recovered", "journal is written again");
  }

  @Override
  public void journalLost(String reason) {
    failStop("journal: " + reason + " (nobody knows what the disk holds; check it)");
  }

  @Override
  public void invariantBroken(Invariant invariant, String detail) {
    failStop(
        "invariant "
            + invariant
            + " broken: "
            + detail
            + " (a bug; start this server again: it refills from its neighbours; and report it)");
  }

  @Override
  public void newClientRefused(ClientConnection client, int most) {
    newClientsRefused++;
    // One line each time their number doubles: there may be many.
    if (Long.bitCount(newClientsRefused) == 1) {
      log.warn(
          "new_client_refused",
          "new client of "
              + client
              + " refused: "
              + most
              + " are known already (reports.max-clients); "
              + newClientsRefused
              + " refused since the start",
          new LogFact("times", newClientsRefused));
    }
  }

  @Override
  public void clientForgotten(Field client) {
    String name = HarmlessText.of(client.copy());
    log.info("client_forgotten", "client " + name + " forgotten", new LogFact("client", name));
  }

  @Override
  public void failed(String address, Throwable bug) {
    log.error(
        "bug",
        "connection " + address + " closed by a bug: " + bug,
        new LogFact("remote", address));
  }

  /** Better no server than one that can't keep its word. */
  private void failStop(String reason) {
    log.error("fail_stop", "this server stops itself: " + reason, new LogFact(REASON, reason));
    onFailStop.accept(reason);
  }

  private static int withoutLineEnds(byte[] reply, int length) {
    int end = length;
    while (end > 0 && reply[end - 1] == '\n') {
      end--;
    }
    return end;
  }

  private static LogFact clock(Duration offset) {
    return new LogFact("clockAheadSeconds", offset.toNanos() / NANOS_PER_SECOND);
  }

  private static String seconds(Duration duration) {
    return String.format("%+.3f s", duration.toNanos() / NANOS_PER_SECOND);
  }
}

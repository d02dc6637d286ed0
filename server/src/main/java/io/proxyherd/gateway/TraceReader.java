package io.proxyherd.gateway;

import static java.util.Locale.ROOT;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.PosixTime;
import io.proxyherd.config.StoreKind;
import io.proxyherd.link.Arrival;
import io.proxyherd.link.Loss;
import io.proxyherd.link.Trace;
import io.proxyherd.store.Precedence;
import io.proxyherd.store.Report;
import io.proxyherd.text.HarmlessText;
import java.time.Instant;
import java.util.Optional;

/** Puts into words why a server believes what it does of a client. */
final class TraceReader {
  private static final String OLDER = "older";
  private static final String TIE = "tie";
  private static final long ATTOS_PER_NANO = 1_000_000_000;

  private final String server;
  private final StoreKind store;

  /**
   * @param server that tells it
   * @param store where reports are kept
   */
  TraceReader(String server, StoreKind store) {
    this.server = server;
    this.store = store;
  }

  /** Of what the server itself knows. */
  ClientTrace read(Trace trace) {
    return read(
        trace.report(),
        arrival(trace.arrival()),
        trace.loss().map(loss -> lost(loss, trace.report())));
  }

  /** Of what it found in the store elsewhere, at that moment. */
  ClientTrace read(Report report, Instant now) {
    return read(report, new ClientTrace.Arrival("store", Optional.empty(), now), Optional.empty());
  }

  private ClientTrace read(
      Report report, ClientTrace.Arrival arrival, Optional<ClientTrace.Lost> lost) {
    return new ClientTrace(
        server,
        store.toString(),
        HarmlessText.of(report.client().copy()),
        HarmlessText.of(report.line()),
        report.isTombstone(),
        report.server().toString(),
        Moments.at(report.receivedAtNanos()),
        arrival,
        lost);
  }

  private static ClientTrace.Arrival arrival(Arrival arrival) {
    return new ClientTrace.Arrival(
        arrival.way().name().toLowerCase(ROOT), arrival.peer(), Moments.at(arrival.wallNanos()));
  }

  private static ClientTrace.Lost lost(Loss loss, Report winner) {
    var line = loss.report().map(report -> HarmlessText.of(report.line()));
    ClientTrace.Arrival arrival = arrival(loss.arrival());
    if (loss.report().isEmpty()) {
      return new ClientTrace.Lost(
          line, arrival, "repeated", "the time and place were known already");
    }
    Report loser = loss.report().get();
    if (loser.isNewerThan(winner)) {
      return new ClientTrace.Lost(
          line, arrival, "expired", "it had expired when the known one was received");
    }
    return switch (Precedence.between(loser, winner)) {
      case EFFECTIVE_TIME, CLIENT_TIME ->
          new ClientTrace.Lost(
              line, arrival, OLDER, "its time " + time(loser) + " is before " + time(winner));
      case TOMBSTONE -> tie(line, arrival, "same time; an order to forget wins", winner);
      case SERVER ->
          tie(line, arrival, "same time; of two servers the one later by name wins", winner);
      case LOCATION ->
          tie(line, arrival, "same time and server; of two places the greater text wins", winner);
      case RECEIPT ->
          tie(line, arrival, "same time, server and place; the one received later wins", winner);
      case REST, NONE -> tie(line, arrival, "the same in all that orders reports", winner);
    };
  }

  private static ClientTrace.Lost tie(
      Optional<String> line, ClientTrace.Arrival arrival, String why, Report winner) {
    return new ClientTrace.Lost(line, arrival, TIE, why + ": " + HarmlessText.of(winner.line()));
  }

  /** The client's own time, and what it counts as if the client's clock ran ahead. */
  private static String time(Report report) {
    String claimed = AtLine.parse(report.line()).orElseThrow().time().toString();
    PosixTime effective = report.effectiveTime();
    return effective.equals(report.clientTime())
        ? claimed
        : "%s, which counts as %d.%09d, for that clock is ahead,"
            .formatted(claimed, effective.seconds(), effective.attos() / ATTOS_PER_NANO);
  }
}

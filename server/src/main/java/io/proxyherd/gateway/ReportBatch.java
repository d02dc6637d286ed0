package io.proxyherd.gateway;

import io.proxyherd.gateway.ReportsTaken.Refused;
import io.proxyherd.node.Node;
import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowParser;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.transport.HerdServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One request with reports as another store has them. The node is offered some at a time, the next
 * when these are kept, so that clients of the server come between. Owned by the gateway's event
 * loop.
 */
final class ReportBatch {
  /** So many the node takes within a millisecond. */
  private static final int AT_A_TIME = 256;

  /** Nobody sees it: who keeps the report gives it another one. */
  private static final RowParser PARSER = new RowParser(new Stamp(new Origin("moved", 0), 0));

  private record Numbered(int row, Report report) {}

  private final GatewaySettings settings;
  private final Lifetimes lifetimes;
  private final long nowNanos;
  private final long latestNanos;
  private final List<Numbered> reports = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private int rows;
  private int expired;

  /**
   * @param nowNanos nanoseconds since 1970
   * @param latestNanos the latest moment that a server may have received a report
   */
  ReportBatch(GatewaySettings settings, Lifetimes lifetimes, long nowNanos, long latestNanos) {
    this.settings = settings;
    this.lifetimes = lifetimes;
    this.nowNanos = nowNanos;
    this.latestNanos = latestNanos;
  }

  CompletionStage<Answer> take(byte[] body, HerdServer server, Executor executor) {
    for (int from = 0; from < body.length; ) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      add(Arrays.copyOfRange(body, from, to));
      from = to + 1;
    }
    return next(0, server, executor);
  }

  private void add(byte[] line) {
    rows++;
    if (rows > settings.mostRows()) {
      throw new RefusedRequest(
          Problem.of(
              413,
              "Content Too Large",
              "body",
              "more than " + settings.mostRows() + " reports",
              "at most that",
              "send fewer at a time, or raise http.max-rows"));
    }
    switch (PARSER.parse(line)) {
      case Row.Entry(Report report) -> add(report);
      case Row.Bad(String problem) -> refuse(rows, 400, problem);
      case Row.Header _, Row.Cursor _, Row.End _ ->
          refuse(rows, 400, "row: of a file (expected: a report)");
    }
  }

  private void add(Report report) {
    if (report.receivedAtNanos() > latestNanos) {
      refuse(
          rows,
          400,
          "receivedAtNanos: %d (expected: hardly ahead of this server's clock; set the clocks)"
              .formatted(report.receivedAtNanos()));
    } else if (lifetimes.isExpired(report, nowNanos)) {
      expired++;
    } else {
      reports.add(new Numbered(rows, report));
    }
  }

  private void refuse(int row, int status, String problem) {
    refused.add(new Refused(row, status, problem));
  }

  private CompletionStage<Answer> next(int from, HerdServer server, Executor executor) {
    if (from == reports.size()) {
      return CompletableFuture.completedFuture(answer());
    }
    int to = Math.min(reports.size(), from + AT_A_TIME);
    var offers = new CompletableFuture<Offered[]>();
    server.tell(node -> offer(node, reports.subList(from, to), offers));
    return offers.thenComposeAsync(
        outcomes -> {
          for (int at = from; at < to; at++) {
            if (outcomes[at - from] instanceof StoreFailure failure) {
              refuse(
                  reports.get(at).row(),
                  failure == StoreFailure.FULL ? 507 : 503,
                  failure.reason());
            }
          }
          return next(to, server, executor);
        },
        executor);
  }

  /** On the node's thread. */
  private static void offer(Node node, List<Numbered> some, CompletableFuture<Offered[]> offers) {
    var outcomes = new Offered[some.size()];
    int[] left = {some.size()};
    for (int i = 0; i < outcomes.length; i++) {
      int place = i;
      node.reports()
          .offer(
              some.get(i).report(),
              outcome -> {
                outcomes[place] = outcome;
                left[0]--;
                if (left[0] == 0) {
                  offers.complete(outcomes);
                }
              });
    }
    node.endOfBatch();
  }

  private Answer answer() {
    refused.sort(Comparator.comparingInt(Refused::row));
    int taken = rows - expired - refused.size();
    return Answer.json(200, new ReportsTaken(settings.server(), taken, expired, refused));
  }
}

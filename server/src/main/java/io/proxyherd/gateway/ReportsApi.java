package io.proxyherd.gateway;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.StoreKind;
import io.proxyherd.node.Node;
import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowPrinter;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.text.Printable;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All reports of a server, out and in, exactly as they are: for moving a herd. */
final class ReportsApi {
  private static final int LARGEST_PAGE = 10_000;
  private static final int USUAL_PAGE = 1000;
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{16})-([0-9]{1,9})");
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** What a server knows in some of its slots, and where the next ones begin, if there are any. */
  private record Page(List<Report> reports, Optional<String> next) {}

  private final GatewaySettings settings;
  private final Asking node;
  private final Executor executor;
  private final StoreSource store;
  private final Supplier<HerdConfig> herd;

  /**
   * @param herd as configured; called on any thread
   */
  ReportsApi(
      GatewaySettings settings,
      Asking node,
      Executor executor,
      StoreSource store,
      Supplier<HerdConfig> herd) {
    this.settings = settings;
    this.node = node;
    this.executor = executor;
    this.store = store;
    this.herd = herd;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/reports", this::tell).with("cursor", "limit").giving(Batch.NDJSON),
        new Route("POST", "/v1/reports", this::take).taking(Batch.NDJSON));
  }

  private CompletionStage<Answer> tell(Request request) {
    if (store.kind() == StoreKind.CASSANDRA) {
      throw new RefusedRequest(
          Problem.of(
              409,
              "Conflict",
              "reports",
              "kept in Cassandra, not on this server",
              "a server with store: herd or both",
              "read them there, with herd export --from cassandra"));
    }
    Optional<String> cursor = request.query().text("cursor");
    int limit = request.query().whole("limit", 1, LARGEST_PAGE).orElse(USUAL_PAGE);
    return node.ask(asked -> page(asked, cursor, limit), this::print);
  }

  private static Page page(Node asked, Optional<String> cursor, int limit) {
    String life = HexFormat.of().toHexDigits(asked.neighbourhood().origin().incarnation());
    int from = cursor.map(text -> slot(text, life)).orElse(0);
    Store known = asked.store();
    int to = Math.min(known.slots(), from + limit);
    var reports = new ArrayList<Report>();
    for (int slot = from; slot < to; slot++) {
      if (known.isTaken(slot)) {
        reports.add(known.at(slot));
      }
    }
    return new Page(reports, to < known.slots() ? Optional.of(life + "-" + to) : Optional.empty());
  }

  private static int slot(String cursor, String life) {
    Matcher parts = CURSOR.matcher(cursor);
    if (!parts.matches()) {
      throw RefusedRequest.bad(
          "cursor", Printable.text(cursor), "what the page before said", "begin without one");
    }
    if (!parts.group(1).equals(life)) {
      throw new RefusedRequest(
          Problem.of(
              410,
              "Gone",
              "cursor",
              cursor,
              "one of this server since it was started",
              "begin again without one"));
    }
    return Integer.parseInt(parts.group(2));
  }

  private Answer print(Page page) {
    var reports = herd.get().reports();
    var lifetimes = new Lifetimes(reports.ttl(), reports.tombstoneTtl());
    long now = wallNanos();
    var body = new ByteArrayOutputStream();
    for (Report report : page.reports()) {
      if (!lifetimes.isExpired(report, now)) {
        body.writeBytes(RowPrinter.print(new Row.Entry(report)));
      }
    }
    page.next().ifPresent(next -> body.writeBytes(RowPrinter.print(new Row.Cursor(next))));
    return Answer.of(200, Batch.NDJSON, body.toByteArray());
  }

  private CompletionStage<Answer> take(Request request) {
    var reports = herd.get().reports();
    var lifetimes = new Lifetimes(reports.ttl(), reports.tombstoneTtl());
    long latest = wallNanos() + herd.get().peer().clockOffsetRefuse().toNanos();
    return new ReportBatch(settings, lifetimes, wallNanos(), latest)
        .take(request.body(), node.server(), executor);
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}

package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.util.concurrent.EventExecutor;
import io.proxyherd.command.PosixTime;
import io.proxyherd.config.StoreKind;
import io.proxyherd.link.Trace;
import io.proxyherd.node.Node;
import io.proxyherd.store.Found;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.text.HarmlessText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of one client, or told of it. Owned by the gateway's event loop. */
final class ClientApi {
  private final GatewaySettings settings;
  private final Asking node;
  private final EventExecutor loop;
  private final StoreSource store;
  private final Reporter reporter;
  private final ReportReader reader = new ReportReader(this::now);
  // Owned by the node's thread.
  private @Nullable ReportWatch watch;
  private Instant lastNow = Instant.EPOCH;

  /**
   * @param loop the gateway's
   * @param store where reports are kept
   */
  ClientApi(GatewaySettings settings, Asking node, EventExecutor loop, StoreSource store) {
    this.settings = settings;
    this.node = node;
    this.loop = loop;
    this.store = store;
    reporter = new Reporter(node.server(), store);
  }

  List<Route> routes() {
    return List.of(
        new Route("PUT", "/v1/clients/{id}/position", this::report).taking(Answer.JSON),
        new Route("POST", "/v1/positions", this::reportAll).taking(Batch.NDJSON, Answer.GEO_JSON),
        new Route("GET", "/v1/clients/{id}", this::find)
            .with("minTime", "waitMs")
            .giving(Answer.JSON, Answer.GEO_JSON),
        new Route("DELETE", "/v1/clients/{id}", this::forget),
        new Route("GET", "/v1/clients/{id}/trace", this::trace));
  }

  /** Later than the last time, so that of two reports that say no time the second one wins. */
  private String now() {
    Instant now = Instant.now();
    lastNow = now.isAfter(lastNow) ? now : lastNow.plusNanos(1);
    return ClientTime.posix(lastNow);
  }

  private CompletionStage<Answer> report(Request request) {
    Reported report = reader.of(request.part(), request.body());
    return node.then(
        reporter.report(List.of(report), request.asker()),
        replies ->
            switch (replies.getFirst()) {
              case Reporter.Reply.Acknowledged acknowledged ->
                  Answer.json(200, ReportTaken.of(acknowledged));
              case Reporter.Reply.Refused(var problem) -> Answer.problem(problem);
            });
  }

  private CompletionStage<Answer> reportAll(Request request) {
    return new Batch(settings, reader, reporter, loop).take(request);
  }

  private CompletionStage<Answer> find(Request request) {
    Query query = request.query();
    byte[] client = request.part();
    Optional<PosixTime> least = query.text("minTime").map(ClientApi::minTime);
    int longestMs = Math.toIntExact(settings.longestWait().toMillis());
    int waitMs = query.whole("waitMs", 0, longestMs).orElse(longestMs);
    if (least.isEmpty()) {
      return node.then(node.find(client), found -> answer(request, found, () -> unknown(client)));
    }
    var later =
        store.kind() == StoreKind.HERD
            ? await(client, least.get(), waitMs)
            : PatientFind.begin(node, loop, client, least.get(), Duration.ofMillis(waitMs));
    return node.then(later, found -> answer(request, found, () -> late(query, waitMs)));
  }

  private Answer answer(Request request, Found found, Supplier<Answer> unknown) {
    return switch (found) {
      case Found.Known(var report) -> answer(request, report);
      case Found.Unknown _ -> unknown.get();
      case StoreFailure failure -> Answer.problem(StoreProblem.of(failure));
    };
  }

  private static PosixTime minTime(String text) {
    return ClientTime.posix(text)
        .map(ClientTime::of)
        .orElseThrow(() -> ClientTime.refusal("minTime", text));
  }

  private CompletableFuture<Found> await(byte[] client, PosixTime least, int waitMs) {
    var found = new CompletableFuture<Optional<Report>>();
    node.server().tell(asked -> watch(asked).await(client, least, found));
    var timeout =
        loop.schedule(
            () -> node.server().tell(asked -> watch(asked).giveUp(client, found)),
            waitMs,
            MILLISECONDS);
    return found
        .whenComplete((_, _) -> timeout.cancel(false))
        .thenApply(it -> it.<Found>map(Found.Known::new).orElseGet(Found.Unknown::new));
  }

  private ReportWatch watch(Node asked) {
    if (watch == null) {
      watch = ReportWatch.over(asked);
    }
    return watch;
  }

  private Answer answer(Request request, Report report) {
    var position = ClientPosition.known(settings.server(), report, Instant.now());
    boolean geo = request.gives().equals(Answer.GEO_JSON);
    byte[] json = Json.print(geo ? position.feature() : position);
    byte[] received = Long.toHexString(report.receivedAtNanos()).getBytes(US_ASCII);
    return Answer.of(200, request.gives(), json).tagged(Economy.tag(report.line(), received));
  }

  private CompletionStage<Answer> trace(Request request) {
    byte[] client = request.part();
    var traced = new CompletableFuture<Traced>();
    node.server()
        .tell(asked ->
            asked.find(
                Asking.field(client),
                found -> traced.complete(new Traced(found, asked.trace(Asking.field(client))))));
    return node.then(traced, it -> answer(it, client));
  }

  /** What is kept of a client, and what this server itself knows of it. */
  private record Traced(Found found, Optional<Trace> trace) {
    /** What this server knows, unless something newer is kept elsewhere. */
    Optional<Trace> own() {
      return trace.filter(known ->
          switch (found) {
            case Found.Known(var report) -> report.compareTo(known.report()) == 0;
            case Found.Unknown _ -> known.report().isTombstone();
            case StoreFailure _ -> false;
          });
    }
  }

  private Answer answer(Traced traced, byte[] client) {
    var reader = new TraceReader(settings.server(), store.kind());
    return traced
        .own()
        .map(trace -> Answer.json(200, reader.read(trace)))
        .orElseGet(() ->
            switch (traced.found) {
              case Found.Known(var report) -> Answer.json(200, reader.read(report, Instant.now()));
              case Found.Unknown _ -> unknown(client);
              case StoreFailure failure -> Answer.problem(StoreProblem.of(failure));
            });
  }

  private CompletionStage<Answer> forget(Request request) {
    byte[] client = request.part();
    var answer = new CompletableFuture<Answer>();
    node.server().tell(asked -> forget(asked, client, answer));
    return answer;
  }

  private void forget(Node node, byte[] client, CompletableFuture<Answer> answer) {
    node.forget(
        Asking.field(client),
        outcome ->
            answer.complete(
                switch (outcome) {
                  case FORGOTTEN ->
                      Answer.json(
                          200, new ClientForgotten(Asking.nameOf(node), HarmlessText.of(client)));
                  case UNKNOWN -> unknown(client);
                  case FAILED ->
                      Answer.problem(
                          store.kind().usesLinks() ? keepsNothing() : notForgotten(node));
                }));
    node.endOfBatch();
  }

  private static Problem notForgotten(Node node) {
    return Problem.of(
        503,
        "Service Unavailable",
        "store",
        "it did not keep the order: " + node.reports().health().detail(),
        "one that does what it is asked",
        "ask again; to forget twice does no harm");
  }

  private static Problem keepsNothing() {
    return Problem.of(
        503,
        "Service Unavailable",
        "server",
        "it can keep nothing, not even this order",
        "a journal that can be written",
        "make room on its disk, or ask another server");
  }

  static Answer unknown(byte[] client) {
    return Answer.problem(
        Problem.of(
            404,
            "Not Found",
            "client",
            HarmlessText.of(client),
            "a client that this server knows",
            "check the spelling, or let it send an IAMAT"));
  }

  private static Answer late(Query query, int waitMs) {
    return Answer.problem(
        Problem.of(
            504,
            "Gateway Timeout",
            "minTime",
            query.text("minTime").orElse(""),
            "a report so new to reach this server within " + waitMs + " ms",
            "ask again, or without minTime for what it knows"));
  }
}

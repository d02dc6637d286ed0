package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.gateway.BatchResult.Row;
import io.proxyherd.gateway.Reporter.Reply;
import io.proxyherd.text.HarmlessText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * One request with many reports. They go to the node some at a time, the next when these are kept,
 * so that clients of the server come between. Owned by the gateway's event loop.
 */
final class Batch {
  static final String NDJSON = "application/x-ndjson";

  /** So many the node takes within a millisecond. */
  private static final int AT_A_TIME = 256;

  private final GatewaySettings settings;
  private final ReportReader reader;
  private final Reporter reporter;
  private final Executor executor;
  private final List<Row> rows = new ArrayList<>();
  private final List<Reported> reports = new ArrayList<>();
  // Of each report, the place of its row.
  private final List<Integer> places = new ArrayList<>();
  private Optional<Problem> unavailable = Optional.empty();

  Batch(GatewaySettings settings, ReportReader reader, Reporter reporter, Executor executor) {
    this.settings = settings;
    this.reader = reader;
    this.reporter = reporter;
    this.executor = executor;
  }

  CompletionStage<Answer> take(Request request) {
    if (request.takes().equals(NDJSON)) {
      readLines(request.body());
    } else {
      List<JsonNode> features = ReportReader.features(request.body());
      checkCount(features.size());
      for (int at = 0; at < features.size(); at++) {
        JsonNode feature = features.get(at);
        add(at + 1, () -> reader.of(feature));
      }
    }
    if (rows.isEmpty()) {
      throw RefusedRequest.bad(
          "body", "no position", "at least one", "send a row or a feature for each");
    }
    return next(0, request.asker());
  }

  private void readLines(byte[] body) {
    int number = 0;
    int from = 0;
    while (from < body.length) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      number++;
      byte[] line = Arrays.copyOfRange(body, from, to);
      if (!new String(line, ISO_8859_1).isBlank()) {
        checkCount(rows.size() + 1);
        add(number, () -> reader.of(line));
      }
      from = to + 1;
    }
  }

  private void checkCount(int count) {
    if (count > settings.mostRows()) {
      throw new RefusedRequest(
          Problem.of(
              413,
              "Content Too Large",
              "body",
              "more than " + settings.mostRows() + " positions",
              "at most that",
              "send fewer at a time, or raise http.max-rows"));
    }
  }

  private void add(int number, Supplier<Reported> report) {
    try {
      reports.add(report.get());
      places.add(rows.size());
      rows.add(new Row(number, 0, Optional.empty(), Optional.empty(), Optional.empty()));
    } catch (RefusedRequest refused) {
      rows.add(refused(number, refused.problem()));
    }
  }

  private static Row refused(int number, Problem problem) {
    return new Row(
        number,
        problem.status(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(problem.detail()));
  }

  private CompletionStage<Answer> next(int from, String asker) {
    if (from == reports.size()) {
      return CompletableFuture.completedFuture(answer());
    }
    int to = Math.min(reports.size(), from + AT_A_TIME);
    return reporter
        .report(reports.subList(from, to), asker)
        .thenComposeAsync(
            replies -> {
              for (int at = from; at < to; at++) {
                take(places.get(at), replies.get(at - from));
              }
              return next(to, asker);
            },
            executor);
  }

  private void take(int place, Reply reply) {
    int number = rows.get(place).row();
    rows.set(
        place,
        switch (reply) {
          case Reply.Acknowledged(var at, var taken) ->
              new Row(
                  number,
                  200,
                  Optional.of(HarmlessText.of(at.line())),
                  Optional.of(ReportTaken.word(taken)),
                  Optional.empty());
          case Reply.Refused(var problem) -> {
            unavailable =
                Optional.of(problem).filter(why -> why.status() == 503).or(() -> unavailable);
            yield refused(number, problem);
          }
        });
  }

  /** If none could be kept, the whole is to be sent again, elsewhere or later. */
  private Answer answer() {
    int accepted = (int) rows.stream().filter(row -> row.status() == 200).count();
    return accepted == 0 && unavailable.isPresent()
        ? Answer.problem(unavailable.get())
        : Answer.json(
            200, new BatchResult(settings.server(), accepted, rows.size() - accepted, rows));
  }
}

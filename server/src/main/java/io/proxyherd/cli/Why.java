package io.proxyherd.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.proxyherd.gateway.ClientTrace;
import io.proxyherd.gateway.ClientTrace.Arrival;
import io.proxyherd.gateway.ClientTrace.Lost;
import io.proxyherd.inquiry.Asked;
import io.proxyherd.inquiry.Inquiry;
import io.proxyherd.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells why the servers answer what they do for a client. */
@Command(
    name = "why",
    description = {
      "Tells why the servers of a herd answer what they do for a client: which server heard it,",
      "how and when that reached each of the others, and which message of the client lost last."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a server knows the client",
      "1:none does, or none has answered",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "'after' is the time from the moment at which the one server heard the client, by its clock,",
      "until the report came to the other, by the clock of that one.",
      "",
      "Examples:",
      "  herd why kiwi.cs.ucla.edu",
      "  herd why kiwi.cs.ucla.edu --server Welsh"
    })
final class Why implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Console console;

  @Parameters(paramLabel = "CLIENT", description = "The client's ID.")
  private String client = "";

  @Mixin private AskOptions options = new AskOptions();

  Why(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Asked<ClientTrace>> asked;
    try (var inquiry = new Inquiry(options.timeout())) {
      asked = inquiry.traces(options.servers(), client);
    }
    var byLine =
        asked.stream()
            .flatMap(each -> each.found().stream())
            .collect(groupingBy(ClientTrace::line, LinkedHashMap::new, toList()));
    byLine.forEach(this::print);
    asked.forEach(this::printSilent);
    asked.forEach(each -> each.found().ifPresent(this::printLost));
    return byLine.isEmpty() ? 1 : 0;
  }

  private void print(String line, List<ClientTrace> traces) {
    ClientTrace first = traces.getFirst();
    console.out().println(Printable.escaped(line));
    console
        .out()
        .printf(
            first.store().equals("herd") ? "%s %s at %s%n%n" : "%s %s at %s%n",
            first.forgotten() ? "to be forgotten, as was said to" : "heard by",
            first.heardBy(),
            moment(first.receivedAt()));
    if (!first.store().equals("herd")) {
      console.out().println(kept(first.store()) + System.lineSeparator());
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("server", "has it from", "after"));
    for (ClientTrace trace : traces) {
      boolean ordered = trace.forgotten() && trace.arrival().by().equals("client");
      String source = ordered ? "an order" : source(trace.arrival());
      rows.add(List.of(trace.server(), source, delay(trace)));
    }
    Columns.aligned(rows, Set.of(2)).forEach(console.out()::println);
    console.out().println();
  }

  private static String kept(String store) {
    return store.equals("both")
        ? "kept by the servers, and in Cassandra as well"
        : "kept in Cassandra, where every server finds it";
  }

  private void printSilent(Asked<ClientTrace> asked) {
    switch (asked) {
      case Asked.Answered<ClientTrace> _ -> {}
      case Asked.Refused<ClientTrace>(var server, var status, var detail) ->
          console
              .out()
              .println(server + ": " + (status == 404 ? "does not know this client" : detail));
      case Asked.Unreachable<ClientTrace>(var server, var reason) ->
          console.out().println(server + ": " + reason);
    }
  }

  private void printLost(ClientTrace trace) {
    if (trace.lost().isEmpty()) {
      return;
    }
    Lost lost = trace.lost().get();
    console
        .out()
        .printf(
            "lost at %s, from %s at %s: %s%n  %s: %s%n",
            trace.server(),
            source(lost.arrival()),
            moment(lost.arrival().at()),
            lost.line().map(Printable::escaped).orElse("the same again"),
            lost.reason(),
            Printable.escaped(lost.explanation()));
  }

  private static Instant moment(Instant exact) {
    return exact.truncatedTo(ChronoUnit.MILLIS);
  }

  private static String source(Arrival arrival) {
    return switch (arrival.by()) {
      case "client" -> "the client";
      case "legacy" -> "a legacy peer";
      case "journal" -> "its journal";
      case "store" -> "Cassandra, just now";
      default -> arrival.peer().orElse("?");
    };
  }

  /** What came out of a journal took as long as the server was down. */
  private static String delay(ClientTrace trace) {
    return trace.arrival().by().equals("peer")
        ? Spans.millis(
            Duration.between(trace.receivedAt(), trace.arrival().at()).toNanos() / NANOS_PER_MILLI)
        : "-";
  }
}

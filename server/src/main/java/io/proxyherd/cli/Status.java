package io.proxyherd.cli;

import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.Json;
import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Agreement;
import io.proxyherd.inquiry.Asked;
import io.proxyherd.inquiry.Inquiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the servers of a herd are and whether they agree. */
@Command(
    name = "status",
    description = {
      "Shows how the servers of a herd are, how their links are, and whether they agree.",
      "Two servers agree when they have the same newest report of every client; then their digests"
          + " are the same. Where reports are kept in Cassandra there is nothing to compare."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all servers have answered, and agree, or Cassandra is there for all",
      "1:one has not answered, or they differ, or one can't use Cassandra",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "Columns of the links, each as the server 'from' sees it:",
      "  round trip  as last measured",
      "  clock       how far the other's clock is ahead",
      "  behind      how many clients' reports the other is still to be sent",
      "  path        tree: what is new goes this way; extra: here too, for a while;",
      "              idle: it goes by other links",
      "",
      "Examples:",
      "  herd status",
      "  herd status --server Alford",
      "  herd status --config herd.yaml --json"
    })
final class Status implements Callable<Integer> {
  private static final long PAUSE_MS = 100;

  private final Console console;

  @Mixin private AskOptions options = new AskOptions();

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      defaultValue = "1 s",
      converter = TimeConverter.class,
      description = {
        "While they differ, asks again for so long (default: 1 s),",
        "for reports may be under way."
      })
  private Duration settle = Duration.ZERO;

  @Option(names = "--json", description = "Prints it as JSON.")
  private boolean json;

  Status(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Asked<ServerState>> asked = ask(options.servers());
    Agreement agreement = Agreement.of(asked);
    if (json) {
      console.out().println(Json.pretty(asJson(asked, agreement)));
    } else {
      StatusTable.servers(asked).forEach(console.out()::println);
      List<String> links = StatusTable.links(asked);
      if (!links.isEmpty()) {
        console.out().println();
        links.forEach(console.out()::println);
      }
      console.out().println();
      console.out().println(agreement.summary());
    }
    return agreement.isComplete() ? 0 : 1;
  }

  private List<Asked<ServerState>> ask(List<ServerConfig> servers) throws InterruptedException {
    long endNanos = System.nanoTime() + settle.toNanos();
    try (var inquiry = new Inquiry(options.timeout())) {
      List<Asked<ServerState>> asked = inquiry.states(servers);
      while (Agreement.of(asked).isBroken() && System.nanoTime() < endNanos) {
        Thread.sleep(PAUSE_MS);
        asked = inquiry.states(servers);
      }
      return asked;
    }
  }

  private static Object asJson(List<Asked<ServerState>> asked, Agreement agreement) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agree", agreement.isComplete());
    document.put("summary", agreement.summary());
    var servers = new ArrayList<Object>();
    for (Asked<ServerState> each : asked) {
      var server = new LinkedHashMap<String, Object>();
      server.put("server", each.server());
      switch (each) {
        case Asked.Answered<ServerState>(_, var state) -> server.put("state", state);
        case Asked.Refused<ServerState>(_, _, var detail) -> server.put("error", detail);
        case Asked.Unreachable<ServerState>(_, var reason) -> server.put("error", reason);
      }
      servers.add(server);
    }
    document.put("servers", servers);
    return document;
  }
}

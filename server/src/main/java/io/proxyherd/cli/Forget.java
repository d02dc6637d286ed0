package io.proxyherd.cli;

import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.ClientForgotten;
import io.proxyherd.inquiry.Asked;
import io.proxyherd.inquiry.Inquiry;
import io.proxyherd.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a herd forget a client. */
@Command(
    name = "forget",
    description = {
      "Makes all servers of a herd forget a client. One is told: the first that can be asked and",
      "knows it. When this command ends, that one has kept the order, and no crash brings the",
      "client back. A newer message of the client makes it known again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the client is forgotten",
      "1:no server could be asked, or none knows it",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "Examples:",
      "  herd forget kiwi.cs.ucla.edu",
      "  herd forget kiwi.cs.ucla.edu --server Welsh"
    })
final class Forget implements Callable<Integer> {
  private static final int NOT_FOUND = 404;

  private final Console console;

  @Parameters(paramLabel = "CLIENT", description = "The client's ID.")
  private String client = "";

  @Mixin private AskOptions options = new AskOptions();

  Forget(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var inquiry = new Inquiry(options.timeout())) {
      for (ServerConfig server : options.servers()) {
        Asked<ClientForgotten> asked = inquiry.forget(server, client);
        console.out().println(asked.server() + ": " + outcome(asked));
        if (asked.found().isPresent()) {
          return 0;
        }
      }
    }
    return 1;
  }

  private String outcome(Asked<ClientForgotten> asked) {
    return switch (asked) {
      case Asked.Answered<ClientForgotten> _ ->
          Printable.text(client) + " is forgotten, and will be by the other servers";
      case Asked.Refused<ClientForgotten>(_, var status, _) when status == NOT_FOUND ->
          "does not know this client";
      case Asked.Refused<ClientForgotten>(_, _, var detail) -> detail;
      case Asked.Unreachable<ClientForgotten>(_, var reason) -> reason;
    };
  }
}

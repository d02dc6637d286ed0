package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.ops.Herd;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a whole herd in this process. */
@Command(
    name = "up",
    description = {
      "Starts the whole herd in this process: the servers of herd.yaml here, or the standard five.",
      "Ctrl-C stops it."
    },
    footer = {
      "",
      "Examples:",
      "  herd up",
      "  herd up --demo",
      "  herd up --store cassandra",
      "  herd up --config herd.yaml",
      "  HERD_DATA_DIR=/tmp/herd herd up"
    })
final class Up implements Callable<Integer> {
  private final Console console;

  @Mixin private ConfigOption config = new ConfigOption();

  @Mixin private DemoOptions demo = new DemoOptions();

  @Mixin private TrialOptions trial = new TrialOptions();

  Up(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    trial.check();
    HerdConfig chosen = config.load();
    Company company = trial.with(demo.company(chosen), console);
    return Running.untilStopped(
        console,
        chosen,
        company,
        places -> Herd.start(company.herd(), places),
        (herd, places) -> print(herd, places, company));
  }

  private void print(Herd herd, String places, Company company) {
    // Bounded: each server waits for its neighbours for status.ready-timeout at most.
    herd.ready().join();
    HerdConfig running = herd.actualConfig();
    PrintStream out = console.out();
    out.printf("The herd is up: %s, %s%n%n", HerdTable.counts(running), places);
    HerdTable.rows(running).forEach(out::println);
    company.join(herd).ifPresent(said -> out.printf("%n%s%n", said));
    ServerConfig first = running.servers().getFirst();
    ServerConfig last = running.servers().getLast();
    out.printf(
        "%nTell %s where you are, and ask %s:%n%n",
        first.name(), first.equals(last) ? "it" : last.name());
    out.printf(
        "  bin/herd send %s \"IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 $(date +%%s)\"%n",
        first.clientAddress());
    out.printf("  bin/herd send %s \"WHATSAT kiwi.cs.ucla.edu 10 5\"%n%n", last.clientAddress());
    out.printf(
        "'bin/herd top'%s shows how it is, 'bin/herd why kiwi.cs.ucla.edu' why it says so.%n",
        first.reachableHttp().map(at -> " or http://" + at + "/").orElse(""));
    out.printf("Logs are in %s. Ctrl-C stops the herd.%n", running.log().dir());
  }
}

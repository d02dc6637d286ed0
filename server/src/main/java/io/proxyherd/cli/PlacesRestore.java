package io.proxyherd.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the places back that come with herd. */
@Command(
    name = "restore",
    description = "Brings back the places that come with herd, after 'herd places remove shipped'.",
    footer = {"", "Examples:", "  herd places restore"})
final class PlacesRestore implements Callable<Integer> {
  private final Console console;

  @Mixin private ConfigOption config = new ConfigOption();

  PlacesRestore(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      Places.store(Places.directory(config)).hideShipped(false);
    } catch (IOException e) {
      throw new CommandFailure("places: " + e.getMessage(), e);
    }
    console.out().println("shipped is there again");
    return 0;
  }
}

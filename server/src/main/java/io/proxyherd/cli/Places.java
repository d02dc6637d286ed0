package io.proxyherd.cli;

import io.proxyherd.places.index.LayerStore;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the places of the embedded provider are: the parent of the commands that change and ask. */
@Command(
    name = "places",
    description = {
      "Shows and changes the places that the servers here find without any network: those that",
      "come with herd, and layers imported from map files. Running servers take over every",
      "change within seconds."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  herd places import liechtenstein-latest.osm.pbf",
      "  herd places list",
      "  herd places near 47.14 9.52 --radius 2 --type restaurant",
      "  herd places remove liechtenstein-latest"
    })
final class Places {
  private Places() {}

  static CommandLine command(Console console) {
    var near = new CommandLine(new PlacesNear(console));
    // A number below zero is no option.
    near.setUnmatchedOptionsArePositionalParams(true);
    return new CommandLine(new Places())
        .addSubcommand(new PlacesImport(console))
        .addSubcommand(new PlacesList(console))
        .addSubcommand(near)
        .addSubcommand(new PlacesRemove(console))
        .addSubcommand(new PlacesRestore(console));
  }

  /** The directory of the configuration's places. */
  static Path directory(ConfigOption config) {
    return config.load().dataDir().resolve("places");
  }

  static LayerStore store(Path directory) {
    return new LayerStore(directory, InstantSource.system());
  }
}

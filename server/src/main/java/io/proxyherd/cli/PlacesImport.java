package io.proxyherd.cli;

import io.proxyherd.places.formats.MapFile;
import io.proxyherd.places.index.LayerStore;
import io.proxyherd.places.index.NewLayer;
import io.proxyherd.places.layers.Layer;
import io.proxyherd.replay.ProgressDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports map files as layers of places. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Imports map files as layers of places, each in the place of one that has its name: OSM PBF,",
      "OSM XML, GeoJSON, GeoJSONSeq, GeoNames and CSV with a header row, by their content; text",
      "may be packed with gzip. All layers hold at once at the end, also in running servers; if",
      "anything goes wrong before, all stays as it was. Rows that are no place are counted by",
      "reason."
    },
    footer = {
      "",
      "Examples:",
      "  herd places import liechtenstein-latest.osm.pbf",
      "  herd places import north.osm.pbf south.osm.pbf --layer country",
      "  herd places import cities1000.txt",
      "  herd places import shops.csv --attribution 'City of Springfield' \\",
      "       --link https://data.springfield.example --licence CC-BY-4.0"
    })
final class PlacesImport implements Callable<Integer> {
  /** What shells say of a process that Ctrl-C ended. */
  private static final int STOPPED = 130;

  private final long startNanos = System.nanoTime();
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Map files.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "One layer of all files; else each file becomes one that has its name.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Who made the data, if the file does not tell.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "The data's licence, if the file does not tell.")
  private Optional<String> licence = Optional.empty();

  @Option(
      names = "--attribution",
      paramLabel = "TEXT",
      description = "Whom answers name, if the file does not tell; else the layer's name.")
  private Optional<String> attribution = Optional.empty();

  @Option(
      names = "--link",
      paramLabel = "URL",
      description = "Where to read more about whom answers name.")
  private Optional<String> link = Optional.empty();

  @Mixin private ConfigOption config = new ConfigOption();

  PlacesImport(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path directory = Places.directory(config);
    LayerStore store = Places.store(directory);
    try (var stop = new StopSignal(console)) {
      return importAndPrint(store, directory, stop);
    }
  }

  private int importAndPrint(LayerStore store, Path directory, StopSignal stop) {
    try {
      List<LayerImport> imports = imports();
      List<Layer> layers = importAll(store, imports);
      stop.tooLate();
      print(store, directory, layers, imports);
      return 0;
    } catch (IOException e) {
      if (stop.isStopping()) {
        return STOPPED;
      }
      throw new CommandFailure("nothing was imported: " + reason(e, directory), e);
    }
  }

  /** Looks at all files first: a mistyped name should not show after an hour. */
  private List<LayerImport> imports() throws IOException {
    var opened = new ArrayList<MapFile>();
    for (Path file : files) {
      opened.add(MapFile.open(file));
    }
    var told = new LayerImport.Told(source, licence, attribution, link);
    return LayerImport.plan(name, opened, told);
  }

  private List<Layer> importAll(LayerStore store, List<LayerImport> imports) throws IOException {
    var progress = new ImportProgress(imports);
    var err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
    try (var _ = new ProgressDisplay(err, Terminal.isStderr(), progress::now)) {
      return store.importAll(imports.stream().map(each -> newLayer(each, progress)).toList());
    }
  }

  private static NewLayer newLayer(LayerImport each, ImportProgress progress) {
    return new NewLayer(
        each.name(),
        each.fileNames(),
        each.origin().source(),
        each.origin().licence(),
        each.origin().attribution(),
        (sink, workspace) -> each.read(sink, workspace, progress));
  }

  private void print(
      LayerStore store, Path directory, List<Layer> layers, List<LayerImport> imports)
      throws IOException {
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      console
          .out()
          .printf(
              "%s: %,d places, index %s; %s, %s%n",
              layer.name(),
              layer.places(),
              Spans.size(store.bytes(layer)),
              layer.source(),
              layer.licence());
      imports.get(i).tally().lines().forEach(console.out()::println);
    }
    console
        .out()
        .printf(
            "imported in %.1f s into %s; running servers take over within seconds%n",
            (System.nanoTime() - startNanos) / 1e9, directory);
  }

  /** A file system's exception has a file's name only, or only what happened. */
  private static String reason(IOException e, Path directory) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    if (message.contains("No space left")) {
      return message + "; make room in " + directory;
    }
    return e instanceof FileSystemException && !message.contains(": ")
        ? message + ": " + e.getClass().getSimpleName()
        : message;
  }
}

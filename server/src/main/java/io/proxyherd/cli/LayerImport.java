package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.formats.MapFile;
import io.proxyherd.places.formats.MapFileException;
import io.proxyherd.places.formats.Origin;
import io.proxyherd.places.formats.Reason;
import io.proxyherd.places.formats.RowSink;
import io.proxyherd.places.formats.Workspace;
import io.proxyherd.places.layers.Layer;
import io.proxyherd.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One layer to be imported, and what became of its rows. Owned by the importing thread. */
final class LayerImport {
  private final String name;
  private final Origin origin;
  private final List<MapFile> files;
  private final ImportTally tally = new ImportTally();

  private LayerImport(String name, Origin origin, List<MapFile> files) {
    this.name = name;
    this.origin = origin;
    this.files = files;
  }

  /** What the user tells of the origin, which goes before what the files tell. */
  record Told(
      Optional<String> source,
      Optional<String> licence,
      Optional<String> attribution,
      Optional<String> link) {

    boolean isAll() {
      return source.isPresent() && licence.isPresent() && attribution.isPresent();
    }
  }

  /**
   * The layers that the files become.
   *
   * @param name of one layer of all; empty = a layer for each file
   */
  static List<LayerImport> plan(Optional<String> name, List<MapFile> files, Told told) {
    if (name.isPresent()) {
      return List.of(of(checked(name.get()), files, told));
    }
    var layers = new ArrayList<LayerImport>();
    for (MapFile file : files) {
      LayerImport layer = of(nameOf(file.path()), List.of(file), told);
      if (layers.stream().anyMatch(other -> other.name.equals(layer.name))) {
        throw new CommandFailure(
            "%s: another file would be the layer %s, too; name one layer of both with --layer"
                .formatted(file.path(), layer.name));
      }
      layers.add(layer);
    }
    return layers;
  }

  private static LayerImport of(String name, List<MapFile> files, Told told) {
    return new LayerImport(name, origin(name, files, told), files);
  }

  private static String checked(String name) {
    if (!Layer.isName(name)) {
      throw new CommandFailure(
          "layer: "
              + Printable.text(name)
              + " (expected: 1 to 64 letters, digits, dots, dashes and underscores, the first a"
              + " letter or digit; not '"
              + Layer.SHIPPED
              + "')");
    }
    return name;
  }

  /** {@code ucla} of {@code ucla.osm.pbf}. */
  private static String nameOf(Path path) {
    String file = path.getFileName().toString();
    String name = file.replaceFirst("(?<=.)\\..*", "").replaceAll("[^A-Za-z0-9._-]", "-");
    if (!Layer.isName(name)) {
      throw new CommandFailure(
          Printable.text(file) + ": no name of a layer; give it one with --layer");
    }
    return name;
  }

  private static Origin origin(String name, List<MapFile> files, Told told) {
    Origin usual = told.isAll() ? unknown(name) : suggested(name, files);
    return new Origin(
        told.source().orElse(usual.source()),
        told.licence().orElse(usual.licence()),
        new Attribution(
            told.attribution().orElse(usual.attribution().text()),
            // Another source's link would mislead.
            told.link().orElse(told.attribution().isPresent() ? "" : usual.attribution().link())));
  }

  private static Origin suggested(String name, List<MapFile> files) {
    List<Origin> origins =
        files.stream()
            .map(file -> file.suggestedOrigin().orElse(unknown(name)))
            .distinct()
            .toList();
    if (origins.size() > 1) {
      throw new CommandFailure(
          "layer %s: its files are of several sources: %s (expected: one; import them as layers of"
                  .formatted(name, origins.stream().map(Origin::source).collect(joining(", ")))
              + " their own, or give --source, --licence and --attribution)");
    }
    return origins.getFirst();
  }

  private static Origin unknown(String name) {
    return new Origin("not told", "not told", new Attribution(name, ""));
  }

  String name() {
    return name;
  }

  Origin origin() {
    return origin;
  }

  List<String> fileNames() {
    return files.stream().map(file -> file.path().getFileName().toString()).toList();
  }

  List<MapFile> files() {
    return files;
  }

  ImportTally tally() {
    return tally;
  }

  /** Reads all files. */
  void read(PlaceRows.Sink sink, Path workspace, ImportProgress progress) throws IOException {
    var counted = new CountedRows(sink, progress);
    for (MapFile file : files) {
      progress.begin(file);
      try {
        file.read(origin.attribution(), counted, progress, Workspace.in(workspace));
      } catch (MapFileException e) {
        throw new MapFileException(file.path() + ": " + e.getMessage(), e);
      }
    }
  }

  private final class CountedRows implements RowSink {
    private final PlaceRows.Sink sink;
    private final ImportProgress progress;

    CountedRows(PlaceRows.Sink sink, ImportProgress progress) {
      this.sink = sink;
      this.progress = progress;
    }

    @Override
    public void accept(Place place) throws IOException {
      sink.accept(place);
      progress.row();
    }

    @Override
    public void refused(Reason reason, String where) {
      tally.refused(reason, where);
    }
  }
}

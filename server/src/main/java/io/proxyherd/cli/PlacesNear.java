package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Place;
import io.proxyherd.places.index.LiveLayers;
import io.proxyherd.places.index.NearPlace;
import io.proxyherd.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks places up, as a server here would. */
@Command(
    name = "near",
    description = {
      "Shows the places near a point, nearest first, as the servers here would find them. No",
      "server is needed."
    },
    footer = {
      "",
      "Examples:",
      "  herd places near 34.068930 -118.445127 --radius 1",
      "  herd places near 47.14 9.52 --radius 5 --limit 3 --type restaurant",
      "  herd places near -33.86 151.21 --json"
    })
final class PlacesNear implements Callable<Integer> {
  /** Half the way round the earth, kilometres: nothing is further. */
  private static final double FARTHEST_KM = 20_038;

  private static final int MOST = 10_000;
  private static final Set<Integer> NUMBERS = Set.of(0);
  private static final Set<String> GENERAL_TYPES = Set.of("point_of_interest", "establishment");

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "LAT", description = "Degrees, -90 to 90.")
  private double latitude;

  @Parameters(index = "1", paramLabel = "LON", description = "Degrees, -180 to 180.")
  private double longitude;

  @Option(
      names = {"-r", "--radius"},
      paramLabel = "KM",
      description = "How far around, kilometres (default: ${DEFAULT-VALUE}).")
  private double radiusKm = 10;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Only places of this type, in Google's words, such as restaurant.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--json", description = "Prints the answer that a WHATSAT would get.")
  private boolean json;

  @Mixin private ConfigOption config = new ConfigOption();

  PlacesNear(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    // Written so that NaN is refused, too.
    expect("LAT", latitude, Math.abs(latitude) <= 90, "degrees, -90 to 90");
    expect("LON", longitude, Math.abs(longitude) <= 180, "degrees, -180 to 180");
    expect(
        "--radius",
        radiusKm,
        radiusKm > 0 && radiusKm <= FARTHEST_KM,
        "kilometres, more than 0, at most 20038");
    expect("--limit", limit, limit > 0 && limit <= MOST, "1 to 10000");
    var query = new NearbyQuery(latitude, longitude, radiusKm, limit, type, "");
    try (var layers = LiveLayers.open(Places.directory(config), 0)) {
      print(layers.near(query));
    } catch (IOException e) {
      throw new CommandFailure("places: " + e.getMessage(), e);
    }
    return 0;
  }

  private void expect(String what, Number value, boolean good, String expected) {
    if (!good) {
      throw new ParameterException(
          spec.commandLine(), "%s: %s (expected: %s)".formatted(what, value, expected));
    }
  }

  private void print(List<NearPlace> found) {
    if (json) {
      byte[] answer = NearbyPrinter.print(found.stream().map(NearPlace::place).toList());
      console.out().writeBytes(answer);
      console.out().println();
    } else if (found.isEmpty()) {
      console.out().println("no place" + type.map(t -> " of type " + t).orElse("") + " there");
    } else {
      printTable(found);
    }
  }

  private void printTable(List<NearPlace> found) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("metres", "name", "types", "vicinity", "layer"));
    for (NearPlace near : found) {
      Place place = near.place();
      rows.add(
          List.of(
              "%,.0f".formatted(near.metres()),
              Printable.text(place.name()),
              Printable.text(telling(place)),
              Printable.text(place.vicinity()),
              near.layer()));
    }
    Columns.aligned(rows, NUMBERS).forEach(console.out()::println);
    console.out().println();
    found.stream()
        .map(near -> near.place().attribution())
        .distinct()
        .map(PlacesNear::line)
        .forEach(console.out()::println);
  }

  /** Its types but for those that every place of business has. */
  private static String telling(Place place) {
    return place.types().stream()
        .filter(each -> !GENERAL_TYPES.contains(each))
        .collect(joining(" "));
  }

  private static String line(Attribution by) {
    return Printable.text(by.link().isEmpty() ? by.text() : by.text() + ": " + by.link());
  }
}

package io.proxyherd.bench;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.index.LayerStore;
import io.proxyherd.places.index.NewLayer;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Loads the same places into our index and into Redis, asks both the same, and prints a table of
 * microseconds and ratios. Arguments: an empty directory, Redis's port on this machine, and JMH's
 * own options.
 */
public final class PlacesComparison {
  private static final int MOST_PENDING = 1000;

  private PlacesComparison() {}

  /** Runs it. */
  public static void main(String[] args)
      throws IOException, RunnerException, CommandLineOptionException {
    Path directory = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    prepareShipped(directory.resolve("shipped"), port);
    prepareMillion(directory.resolve("million"), port);
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(Arrays.copyOfRange(args, 2, args.length)))
            .include(PlacesBenchmark.class.getSimpleName())
            .jvmArgsPrepend("-Dplaces.directory=" + directory, "-Dplaces.redis=" + port)
            .build();
    print(new Runner(options).run());
  }

  private static void prepareShipped(Path directory, int port) throws IOException {
    var _ = new LayerStore(directory, InstantSource.system()).shippedPlaces();
    load(Dataset.shipped(), "shipped", port);
  }

  private static void prepareMillion(Path directory, int port) throws IOException {
    PlaceRows rows = PlaceQuestions.million();
    var store = new LayerStore(directory, InstantSource.system());
    store.hideShipped(true);
    var nobody = new Attribution("nobody", "");
    store.importAll(
        List.of(
            new NewLayer(
                "million", List.of(), "generated", "none", nobody, (sink, _) -> rows.read(sink))));
    load(rows, "million", port);
  }

  private static void load(PlaceRows rows, String key, int port) throws IOException {
    try (var redis = new RedisGeo(port, key)) {
      var pending = new Pending(redis);
      rows.read(pending::add);
      pending.await();
    }
  }

  /** Replies that are still to come. */
  private static final class Pending {
    private final RedisGeo redis;
    private int replies;

    Pending(RedisGeo redis) {
      this.redis = redis;
    }

    void add(Place place) throws IOException {
      redis.add(place);
      if (++replies == MOST_PENDING) {
        await();
      }
    }

    void await() throws IOException {
      redis.flush();
      for (; replies > 0; replies--) {
        redis.skipReply();
      }
    }
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Statistics> statistics =
        results.stream().collect(Collectors.toMap(PlacesComparison::key, PlacesComparison::of));
    System.out.printf(
        "%n| places | km | embedded p50, p99 | with JSON p50, p99 | Redis p50, p99 | Redis"
            + " pipelined, each | Redis / embedded | pipelined / with JSON"
            + " |%n|---|---|---|---|---|---|---|---|%n");
    for (String places : List.of("shipped", "million")) {
      for (String radius : List.of("1", "10", "50")) {
        String row = places + " " + radius + " ";
        if (!statistics.containsKey(row + "redis")) {
          continue;
        }
        Statistics embedded = of(statistics, row + "embedded");
        Statistics json = of(statistics, row + "embeddedJson");
        Statistics redis = of(statistics, row + "redis");
        Statistics pipelined = of(statistics, row + "redisPipelined");
        double each = pipelined.getMean() / PlacesBenchmark.PIPELINED;
        System.out.printf(
            "| %s | %s | %s | %s | %s | %.0f | %.1f | %.1f |%n",
            places,
            radius,
            percentiles(embedded),
            percentiles(json),
            percentiles(redis),
            each,
            redis.getPercentile(50) / embedded.getPercentile(50),
            each / json.getMean());
      }
    }
    System.out.println("\nmicroseconds; the last column compares means");
  }

  private static String percentiles(Statistics statistics) {
    return "%.0f, %.0f".formatted(statistics.getPercentile(50), statistics.getPercentile(99));
  }

  private static Statistics of(Map<String, Statistics> statistics, String key) {
    return Optional.ofNullable(statistics.get(key))
        .orElseThrow(() -> new IllegalStateException(key + " was not measured"));
  }

  private static Statistics of(RunResult result) {
    return result.getPrimaryResult().getStatistics();
  }

  private static String key(RunResult result) {
    var parameters = result.getParams();
    String method = parameters.getBenchmark();
    return parameters.getParam("places")
        + " "
        + parameters.getParam("radiusKm")
        + " "
        + method.substring(method.lastIndexOf('.') + 1);
  }
}

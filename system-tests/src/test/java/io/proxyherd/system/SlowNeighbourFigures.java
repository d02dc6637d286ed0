package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import io.proxyherd.system.FaultProxy.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a neighbour costs that reads 40 kB/s while 800 kB of updates come each second: Alford hears
 * the updates, Ball is well, Welsh is slow. No test (its name keeps it out of {@code mvn verify}),
 * but figures:
 *
 * <pre>mvn verify -Dtest=SlowNeighbourFigures -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
final class SlowNeighbourFigures {
  private static final int RUNS = Integer.getInteger("figures.runs", 3);
  private static final int SECONDS = Integer.getInteger("figures.seconds", 60);
  private static final int CLIENTS = 10_000;
  // An update is about 88 bytes of DATA.
  private static final int UPDATES_PER_SECOND = 9_000;
  private static final int SLOW_BYTES_PER_SECOND = 40_000;
  private static final int SAMPLE = 100;
  private static final Duration LONG = Duration.ofMinutes(5);

  /**
   * Figures of one run.
   *
   * @param rate acknowledged updates per second
   * @param latencyMs from an IAMAT at Alford to its AT line at Ball, median and 99th percentile
   * @param behindS by how many seconds Welsh's report of a client is older than Alford's, median
   *     and maximum in the second half of the run
   * @param behindShare of the clients of which Welsh has not the newest report
   * @param catchUpS from the last update to the moment when Welsh has all
   * @param heapMiB what is alive on Alford's heap at the end of the load
   * @param rssMiB the most memory that Alford's process had
   */
  private record Figures(
      double rate,
      double latencyMs,
      double latency99Ms,
      double behindS,
      double mostBehindS,
      double behindShare,
      double catchUpS,
      double heapMiB,
      double rssMiB) {}

  @TempDir private Path dir;
  private final Random random = new Random(1);

  @Test
  void measure() throws Exception {
    var without = new ArrayList<Figures>();
    var with = new ArrayList<Figures>();
    for (int run = 0; run < RUNS; run++) {
      without.add(run(false, Files.createDirectory(dir.resolve("without" + run))));
      with.add(run(true, Files.createDirectory(dir.resolve("with" + run))));
    }
    System.out.printf("%nMedians of %d runs of %d s, without and with throttle%n", RUNS, SECONDS);
    print("updates/s acknowledged", without, with, Figures::rate);
    print("latency at Ball, ms, median", without, with, Figures::latencyMs);
    print("latency at Ball, ms, p99", without, with, Figures::latency99Ms);
    print("Welsh behind, s, median", without, with, Figures::behindS);
    print("Welsh behind, s, most", without, with, Figures::mostBehindS);
    print("Welsh behind, share of clients", without, with, Figures::behindShare);
    print("Welsh has all after, s", without, with, Figures::catchUpS);
    print("Alford, live heap, MiB", without, with, Figures::heapMiB);
    print("Alford, most RSS, MiB", without, with, Figures::rssMiB);
  }

  private static void print(
      String what, List<Figures> without, List<Figures> with, ToDoubleFunction<Figures> figure) {
    System.out.printf(
        "%-32s %10.2f %10.2f%n",
        what,
        percentile(without.stream().mapToDouble(figure), 50),
        percentile(with.stream().mapToDouble(figure), 50));
  }

  private Figures run(boolean throttled, Path runDir) throws Exception {
    var links = List.of(new LinkConfig("Alford", "Ball"), new LinkConfig("Alford", "Welsh"));
    try (var herd = new ProcessHerd(runDir, links, "log: {level: info}\n")) {
      herd.heal();
      if (throttled) {
        herd.proxies().getLast().throttle(Direction.TO_TARGET, SLOW_BYTES_PER_SECOND);
      }
      Figures figures = measure(herd);
      System.out.println((throttled ? "with    " : "without ") + figures);
      return figures;
    }
  }

  private Figures measure(ProcessHerd herd) throws Exception {
    var latenciesMs = new ArrayList<Double>();
    var behindS = new ArrayList<Double>();
    long rssKib = 0;
    double rate;
    double heapMiB;
    try (var load = new UpdateLoad(herd.clients("Alford"), CLIENTS, UPDATES_PER_SECOND);
        var alford = new TestClient(herd.clients("Alford"));
        var ball = new TestClient(herd.clients("Ball"));
        var welsh = new TestClient(herd.clients("Welsh"))) {
      // Until the first round through all clients is known everywhere.
      Eventually.await()
          .atMost(LONG)
          .until(() -> welsh.asksFor(UpdateLoad.client(CLIENTS - 1)).startsWith("AT "));
      long startNanos = System.nanoTime();
      long before = load.acknowledged();
      double second = 0;
      while (second < SECONDS) {
        latenciesMs.add(latencyMs(alford, ball));
        rssKib = Math.max(rssKib, ProcessMemory.rssKib(herd.process("Alford")));
        second = seconds(startNanos);
        if (second > SECONDS / 2.0) {
          behindS.addAll(behindS(alford, welsh));
        }
      }
      rate = (load.acknowledged() - before) / second;
      heapMiB = ProcessMemory.liveBytes(herd.process("Alford")) / (double) (1 << 20);
    }
    long endNanos = System.nanoTime();
    Eventually.await().atMost(LONG).until(() -> hasAll(herd));
    return new Figures(
        rate,
        percentile(stream(latenciesMs), 50),
        percentile(stream(latenciesMs), 99),
        percentile(stream(behindS), 50),
        percentile(stream(behindS), 100),
        stream(behindS).map(s -> s > 0 ? 1.0 : 0.0).average().orElse(Double.NaN),
        seconds(endNanos),
        heapMiB,
        rssKib / 1024.0);
  }

  private static double latencyMs(TestClient alford, TestClient ball) throws IOException {
    long startNanos = System.nanoTime();
    String at = alford.says("IAMAT probe +1-2 " + UpdateLoad.now()).hears();
    while (!ball.asksFor("probe").equals(at)) {
      assertThat(seconds(startNanos)).isLessThan((double) LONG.toSeconds());
    }
    return seconds(startNanos) * 1000;
  }

  private List<Double> behindS(TestClient alford, TestClient welsh) throws IOException {
    List<String> clients =
        IntStream.range(0, SAMPLE)
            .mapToObj(_ -> UpdateLoad.client(random.nextInt(CLIENTS)))
            .toList();
    // Welsh later than Alford: what comes in between is not counted as missing.
    List<String> newest = alford.asksForAll(clients);
    List<String> known = welsh.asksForAll(clients);
    return IntStream.range(0, SAMPLE)
        .mapToObj(i -> Math.max(0, time(newest.get(i)) - time(known.get(i))))
        .toList();
  }

  private static boolean hasAll(ProcessHerd herd) throws IOException {
    List<String> clients = IntStream.range(0, CLIENTS).mapToObj(UpdateLoad::client).toList();
    return herd.answers("Welsh", clients).equals(herd.answers("Alford", clients));
  }

  private static double time(String at) {
    return Double.parseDouble(at.substring(at.lastIndexOf(' ') + 1));
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static DoubleStream stream(List<Double> values) {
    return values.stream().mapToDouble(value -> value);
  }

  private static double percentile(DoubleStream values, int percent) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}

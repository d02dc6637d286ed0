package io.proxyherd.load;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.proxyherd.load.LoadResult.Count;
import io.proxyherd.load.LoadResult.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Runs a load from start to end. {@link #progress} may be called on any thread. */
public final class LoadRun {
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Between the start of a window and its first command, so that all loops have heard of it. */
  private static final Duration AHEAD = Duration.ofMillis(20);

  private final LoadPlan plan;
  private final long startNanos = System.nanoTime();
  private volatile Optional<Fleet> fleet = Optional.empty();
  private volatile String phase = "connecting";

  public LoadRun(LoadPlan plan) {
    this.plan = plan;
  }

  /** What it does, and how many answers it has, in a line. */
  public String progress() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long answered = fleet.map(Fleet::answered).orElse(0L);
    return String.format(Locale.ROOT, "%.1f s  %s  %,d answers", seconds, phase, answered);
  }

  /**
   * Runs it.
   *
   * @throws LoadFailure if it can't be run to its end, or an answer was wrong
   */
  public LoadResult run() throws LoadFailure, InterruptedException {
    Positions positions =
        plan.positions().isPresent() ? Positions.of(plan.positions().get()) : Positions.scattered();
    long startMicros = wallMicros();
    try (var opened = new Fleet(plan, positions, startMicros);
        var probes = new Probes(plan, startMicros)) {
      opened.connect();
      fleet = Optional.of(opened);
      probes.connect();
      phase = "reporting each client once";
      long before = System.nanoTime();
      opened.prime();
      var primed = Count.of(opened.answered(), (System.nanoTime() - before) / 1e9);
      return plan.duration().isEmpty()
          ? filled(opened, primed, before, startMicros)
          : measured(opened, probes, primed, startMicros);
    }
  }

  private LoadResult filled(Fleet opened, Count primed, long before, long startMicros)
      throws LoadFailure, InterruptedException {
    return new LoadResult(
        plan,
        primed,
        Optional.empty(),
        informed(opened, opened.answered(), before, startMicros),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private LoadResult measured(Fleet opened, Probes probes, Count primed, long startMicros)
      throws LoadFailure, InterruptedException {
    phase = "measuring";
    Duration length = plan.duration().orElseThrow();
    long start = System.nanoTime() + AHEAD.toNanos();
    long from = start + plan.warmUp().toNanos();
    var window = new Window(start, from, from + length.toNanos());
    var server = new Meter(plan.processes(), window);
    var generator = new Meter(List.of(ProcessHandle.current().pid()), window);
    if (plan.probesPerSecond() > 0) {
      probes.start(window);
    }
    opened.run(window);
    phase = "waiting until all know it";
    long sinceWindow = sum(opened, LoadLoop::sinceWindow);
    Optional<Count> informed = informed(opened, sinceWindow, from, startMicros);
    boolean probed = plan.probesPerSecond() > 0;
    if (probed) {
      await(probes);
    }
    var measured = Count.of(sum(opened, LoadLoop::inWindow), length.toNanos() / 1e9);
    return new LoadResult(
        plan,
        primed,
        Optional.of(measured),
        informed,
        Optional.of(Spread.of(merged(opened, LoadLoop::latency))),
        plan.rate().isPresent()
            ? Optional.of(Spread.of(merged(opened, LoadLoop::lag)))
            : Optional.empty(),
        probed ? Optional.of(Spread.of(probes.visible())) : Optional.empty(),
        probed ? Optional.of(Spread.of(probes.roundTrip())) : Optional.empty(),
        server.used(measured),
        generator.used(measured));
  }

  private Optional<Count> informed(Fleet opened, long answers, long fromNanos, long startMicros)
      throws LoadFailure, InterruptedException {
    if (!plan.informed()) {
      return Optional.empty();
    }
    long known = new Informed(plan).await(opened.connections(), startMicros);
    return Optional.of(Count.of(answers, (known - fromNanos) / 1e9));
  }

  private void await(Probes probes) throws LoadFailure, InterruptedException {
    try {
      probes.finished().get(plan.timeout().toNanos(), NANOSECONDS);
    } catch (TimeoutException _) {
      throw new LoadFailure(
          "probe: not known to all servers within " + plan.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw LoadFailure.of(e);
    }
  }

  private static long sum(Fleet fleet, Function<LoadLoop, Long> part) {
    return fleet.loops().stream().mapToLong(part::apply).sum();
  }

  private static Histogram merged(Fleet fleet, Function<LoadLoop, Histogram> part) {
    var merged = new Histogram(LoadLoop.DIGITS);
    fleet.loops().forEach(loop -> merged.add(part.apply(loop)));
    return merged;
  }

  static long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / 1000;
  }

  /** What processes use in a window: looked at when it opens and when it closes. */
  private static final class Meter {
    private final List<Long> processes;
    private final Window window;
    private volatile Optional<ProcessUse> atStart = Optional.empty();
    private volatile Optional<ProcessUse> atEnd = Optional.empty();

    Meter(List<Long> processes, Window window) {
      this.processes = processes;
      this.window = window;
      Thread.startVirtualThread(this::watch);
    }

    private void watch() {
      try {
        waitUntil(window.fromNanos());
        atStart = look();
        waitUntil(window.toNanos());
        atEnd = look();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private static void waitUntil(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private Optional<ProcessUse> look() {
      return processes.isEmpty() ? Optional.empty() : ProcessUse.of(processes);
    }

    Optional<Used> used(Count measured) {
      if (atStart.isEmpty() || atEnd.isEmpty()) {
        return Optional.empty();
      }
      double cpu = atEnd.get().cpuSeconds() - atStart.get().cpuSeconds();
      return Optional.of(
          new Used(
              cpu / measured.seconds(),
              measured.count() == 0 ? 0 : 1e6 * cpu / measured.count(),
              atEnd.get().residentBytes()));
    }
  }
}

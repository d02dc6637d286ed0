package io.proxyherd.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks briefly, or those whose names match, and prints time and garbage of each:
 * {@code MicroFigures [REGEXP]}.
 */
public final class MicroFigures {
  private MicroFigures() {}

  /** Prints the table. */
  public static void main(String[] args) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .forks(1)
            // Compiled code only: what the interpreter makes would count as garbage on a busy
            // machine.
            .jvmArgsAppend("-Xbatch")
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(700))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(500))
            .verbosity(VerboseMode.SILENT);
    for (String regexp : args) {
      options.include(regexp);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.printf("%-64s %10s %10s%n", "", "ns/op", "B/op");
    results.forEach(MicroFigures::print);
  }

  private static void print(RunResult result) {
    String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
    String params =
        result.getParams().getParamsKeys().stream()
            .map(key -> key + "=" + result.getParams().getParam(key))
            .collect(Collectors.joining(" "));
    Result<?> garbage = result.getSecondaryResults().get("gc.alloc.rate.norm");
    System.out.printf(
        Locale.ROOT,
        "%-64s %10.1f %10.1f%n",
        name + " " + params,
        result.getPrimaryResult().getScore(),
        garbage == null ? Double.NaN : garbage.getScore());
  }
}

package io.proxyherd.load;

import static java.lang.String.format;

import io.proxyherd.load.LoadResult.Count;
import io.proxyherd.load.LoadResult.Used;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Prints what came of a load, for people or as JSON. */
public final class ResultPrinter {
  private static final double MICROS_PER_MS = 1000;
  private static final double MIB = 1 << 20;

  private final StringBuilder out = new StringBuilder();

  private ResultPrinter() {}

  /** One JSON object with the names of {@link LoadResult}; times in microseconds. */
  public static String json(LoadResult result) {
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result) + '\n';
  }

  /** Aligned lines. */
  public static String text(LoadResult result) {
    var printer = new ResultPrinter();
    printer.print(result);
    return printer.out.toString();
  }

  private void print(LoadResult result) {
    LoadPlan plan = result.plan();
    line(
        format(
            Locale.ROOT,
            "%s: %,d connections to %s, %s, %,d clients%s",
            plan.protocol().name().toLowerCase(Locale.ROOT),
            plan.connections(),
            plan.targets().size() == 1 ? "1 server" : plan.targets().size() + " servers",
            plan.rate().isPresent()
                ? format(
                    Locale.ROOT, "%,.0f commands/s whatever the answers", plan.rate().getAsDouble())
                : plan.depth() + " unanswered at most on each",
            plan.clients(),
            plan.whatsatPercent() == 0
                ? ""
                : ", "
                    + plan.whatsatPercent()
                    + " % WHATSAT "
                    + plan.radiusKm()
                    + " km, "
                    + plan.limit()));
    count("each once", result.primed(), "");
    result.measured().ifPresent(count -> count("answered", count, ""));
    result
        .informed()
        .ifPresent(count -> count("informed", count, "  until all servers knew the last report"));
    if (result.latency().isPresent() || result.visible().isPresent()) {
      line(
          format(
              Locale.ROOT,
              "%-10s %9s %9s %9s %9s %9s  ms",
              "",
              "p50",
              "p90",
              "p99",
              "p99.9",
              "max"));
    }
    spread("latency", result.latency(), "");
    spread("sent late", result.lag(), "  the generator's share of that");
    spread("visible", result.visible(), "  known to all servers");
    spread("question", result.question(), "  one of those that found that out");
    used("server", result.server());
    used("generator", result.generator());
  }

  private void count(String name, Count count, String note) {
    line(
        format(
            Locale.ROOT,
            "%-10s %,12d in %,8.2f s  %,12.0f/s%s",
            name,
            count.count(),
            count.seconds(),
            count.perSecond(),
            note));
  }

  private void spread(String name, Optional<Spread> spread, String note) {
    spread.ifPresent(times ->
        line(
            format(
                Locale.ROOT,
                "%-10s %9.3f %9.3f %9.3f %9.3f %9.3f  of %,d%s",
                name,
                times.p50() / MICROS_PER_MS,
                times.p90() / MICROS_PER_MS,
                times.p99() / MICROS_PER_MS,
                times.p999() / MICROS_PER_MS,
                times.max() / MICROS_PER_MS,
                times.count(),
                note)));
  }

  private void used(String name, Optional<Used> used) {
    used.ifPresent(process ->
        line(
            format(
                Locale.ROOT,
                "%-10s %.2f cores, %.2f us a command, %,.0f MiB resident",
                name,
                process.cores(),
                process.microsPerCommand(),
                process.residentBytes() / MIB)));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}

package io.proxyherd.replay;

import io.proxyherd.replay.Summary.Counts;
import io.proxyherd.replay.Summary.Example;
import io.proxyherd.replay.Summary.Rejection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Prints what came of a replay, for people or as JSON. */
public final class SummaryPrinter {
  private final StringBuilder out = new StringBuilder();

  private SummaryPrinter() {}

  /** Aligned lines; those that count nothing out of the ordinary are left out. */
  public static String text(Summary summary, Optional<Verification> verification) {
    var printer = new SummaryPrinter();
    printer.print(summary);
    verification.ifPresent(verified -> printer.out.append(verified.text()).append('\n'));
    return printer.out.toString();
  }

  /** One JSON object with the names of {@link Summary} and {@link Verification}. */
  public static String json(Summary summary, Optional<Verification> verification) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("replay", summary);
    verification.ifPresent(verified -> all.put("verification", verified));
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + '\n';
  }

  private void print(Summary summary) {
    Counts counts = summary.counts();
    line("files", summary.files(), "");
    line("rows", counts.rows(), "");
    summary.rejected().forEach(this::print);
    line("sent", counts.sent(), "");
    lineIfAny("older", counts.older(), "  of the sent, than the newest before of their client");
    lineIfAny("repeated", counts.repeated(), "  of the sent, with the time of that one");
    line("accepted", counts.accepted(), "");
    lineIfAny("renamed", counts.renamed(), "  white space in the client ID became _");
    lineIfAny("lost", counts.lost(), "  replies lost with their connection, rows sent again");
    lineIfAny("refused", counts.refused(), "");
    summary.refusals().forEach(this::example);
    lineIfAny("unanswered", counts.unanswered(), "");
    line("clients", summary.clients(), clientsNote(summary));
    out.append(String.format(Locale.ROOT, "%-10s %,11.1f\n", "seconds", summary.seconds()));
    line("rows/s", Math.round(summary.rowsPerSecond()), "");
    summary.brokenFiles().forEach(broken -> out.append("error: ").append(broken).append('\n'));
    summary.failure().ifPresent(why -> out.append("error: ").append(why).append('\n'));
  }

  private static String clientsNote(Summary summary) {
    return summary.clients() < NewestRows.MOST_CLIENTS ? "" : "  (no more are told apart)";
  }

  private void print(Rejection rejection) {
    line("rejected", rejection.count(), "  " + rejection.sentence());
    rejection.examples().stream().map(SummaryPrinter::shown).forEach(this::example);
  }

  private static String shown(Example example) {
    return example.file() + ", row " + example.row() + ": " + example.text();
  }

  private void example(String text) {
    out.append(" ".repeat(24)).append(text).append('\n');
  }

  private void lineIfAny(String name, long count, String note) {
    if (count > 0) {
      line(name, count, note);
    }
  }

  private void line(String name, long count, String note) {
    out.append(String.format(Locale.ROOT, "%-10s %,11d%s\n", name, count, note));
  }
}

package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in what a report is and which one is the newest. */
final class ReportBugs {
  private ReportBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("of equal times the first to arrive stays")
            .change(
                "store/Store.java",
                "if (!lifetimes.replaces(report, held)) {",
                "if (report.effectiveTime().compareTo(held.effectiveTime()) <= 0) {"),
        PlantedBug.named("the last to arrive wins")
            .change("store/Store.java", "if (!lifetimes.replaces(report, held)) {", "if (false) {"),
        PlantedBug.named("a client's time is believed, however far ahead")
            .change(
                "store/Report.java",
                "PosixTime.attosOf(latest)) > 0;",
                "PosixTime.attosOf(latest)) > 1;"),
        PlantedBug.named("each hop stamps its own time of receipt")
            .change(
                "link/Neighbourhood.java",
                "if (merge(report, slot, link.connectionNumber(), way, wallNanos)) {",
                """
                report =
                    Report.of(
                            report.line(), clock.wallNanos(), report.toleranceMs(), report.stamp())
                        .orElseThrow();
                if (merge(report, slot, link.connectionNumber(), way, wallNanos)) {
                """),
        PlantedBug.named("each hop stamps the report as its own")
            .change(
                "link/Neighbourhood.java",
                "if (merge(report, slot, link.connectionNumber(), way, wallNanos)) {",
                """
                report =
                    Report.of(
                            report.line(),
                            report.receivedAtNanos(),
                            report.toleranceMs(),
                            nextStamp())
                        .orElseThrow();
                if (merge(report, slot, link.connectionNumber(), way, wallNanos)) {
                """),
        PlantedBug.named("a server's own report does not raise its coverage")
            .change(
                "link/Neighbourhood.java", "coverage.raise(report.origin(), report.seq());", ""),
        PlantedBug.named("times are compared to the nanosecond")
            .change(
                "store/Report.java",
                "clientAttos = clientTime.attos();",
                "clientAttos = clientTime.attos() / 1_000_000_000 * 1_000_000_000;"),
        PlantedBug.named("the tolerance does not travel")
            .change("store/ReportWriter.java", "report.toleranceMs() * 2L + ", ""));
  }
}

package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how a server begins its next life. */
final class RecoveryBugs {
  private static final String RECOVERY = "journal/Recovery.java";

  private RecoveryBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("the next life numbers its reports as this one")
            .change(
                "node/Node.java",
                "new Neighbourhood(settings.link(), store, clock, timers, random.nextLong(),"
                    + " observer);",
                "new Neighbourhood(settings.link(), store, clock, timers, 1, observer);"),
        PlantedBug.named("own reports that came back raise the coverage at replay")
            .change(
                RECOVERY,
                """
                    public void remote(Report report) {
                """,
                """
                    public void remote(Report report) {
                      if (report.stamp().origin().server().equals(server)) {
                        coverage.raise(report.stamp().origin(), report.stamp().seq());
                      }
                """),
        PlantedBug.named("whatever is replayed raises the coverage")
            .change(
                RECOVERY,
                """
                    public void remote(Report report) {
                """,
                """
                    public void remote(Report report) {
                      coverage.raise(report.stamp().origin(), report.stamp().seq());
                """),
        PlantedBug.named("a damaged journal claims coverage")
            .change(RECOVERY, "damage.isEmpty() ? coverage : new Coverage(),", "coverage,"),
        PlantedBug.named("the CRC of a journal's frame is not looked at")
            .change(
                "journal/FrameFile.java",
                "return crc == window.getInt(from + JournalFrame.CRC_AT) ? length : 0;",
                "return length;"),
        PlantedBug.named("only the last segment is read")
            .change(
                RECOVERY,
                "if (segment.lsn() >= from) {",
                "if (segment.equals(segments.getLast())) {"));
  }
}

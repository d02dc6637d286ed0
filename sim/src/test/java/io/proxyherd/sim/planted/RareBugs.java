package io.proxyherd.sim.planted;

import java.util.List;

/**
 * Mistakes that less than one seed in 300 shows, or none that was tried, so that only {@code
 * -Dplanted.seeds} looks for them: two lives of a server must have counted equally far, or a crash
 * must come within the few milliseconds that a checkpoint takes, after something else has gone
 * wrong there.
 */
final class RareBugs {
  private static final String WRITER = "journal/JournalWriter.java";
  private static final String RECOVERY = "journal/Recovery.java";
  private static final String SEGMENTS = "journal/SegmentWriter.java";

  private RareBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("of two lives' link states with one version the first heard stays")
            .change(
                "link/Topology.java",
                "heard.compareTo(before)",
                "Long.compare(heard.version(), before.version())"),
        PlantedBug.named("a checkpoint claims what is covered at its end")
            .change(WRITER, "coverage.copy());", "coverage);"),
        PlantedBug.named("a segment is not synced before the next one begins")
            .change(SEGMENTS, "syncs.run(before::sync);", ""),
        PlantedBug.named("after a failure the numbers go on without a gap")
            .change(
                WRITER,
                """
                    covered = false;
                    setLastLsn(sealedLsn + 1);
                """,
                """
                    covered = false;
                    setLastLsn(writtenLsn);
                """),
        PlantedBug.named("reports are acknowledged while a failed journal is refilled")
            .change(WRITER, "return state != State.WRITING;", "return !isKeeping();"),
        PlantedBug.named("a gap in the journal is not noticed")
            .change(RECOVERY, "if (found != expected) {", "if (false) {"),
        PlantedBug.named("a checkpoint that is incomplete counts")
            .change(
                RECOVERY,
                "if (!contents.ended || file.hasTail() || file.hasSkipped()) {",
                "if (false) {"));
  }
}

package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how a server writes down what it learns. */
final class JournalBugs {
  private static final String WRITER = "journal/JournalWriter.java";
  private static final String SEGMENTS = "journal/SegmentWriter.java";
  private static final String CHECKPOINTS = "journal/CheckpointWriter.java";

  private JournalBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("the coverage is journalled before the records that it covers")
            .change(
                WRITER,
                "private boolean covered;",
                """
                private boolean covered;
                private final ArrayDeque<Report> late = new ArrayDeque<>();
                """)
            .change(WRITER, "frame.remote(report);", "late.add(report);")
            .change(
                WRITER,
                """
                    seal();
                    onWritten(writtenNowLsn);
                """,
                """
                    seal();
                    onWritten(writtenNowLsn);
                    if (late.size() > 3) {
                      late.forEach(frame::remote);
                      late.clear();
                    }
                """),
        PlantedBug.named("a reply goes before the sync that it should wait for")
            .change(WRITER, "if (!rules.waitForSync()) {", "{"),
        PlantedBug.named("a reply waits for no journal")
            .change(
                "node/HeldReplies.java",
                "if (held.isEmpty() && journal.isKept(lsn)) {",
                "if (true) {"),
        PlantedBug.named("a checkpoint makes the segment superfluous that began with it")
            .change(WRITER, "sweep.begin(checkpointLsn,", "sweep.begin(checkpointLsn + 1,"),
        PlantedBug.named("a checkpoint replaces the segments before it is synced")
            .change(CHECKPOINTS, "syncs.run(written::sync);", ""),
        PlantedBug.named("segments are deleted before the checkpoint's name is synced")
            .change(CHECKPOINTS, "syncs.run(disk::syncDirectory);", ""),
        PlantedBug.named("a sync that fails does not matter")
            .change("journal/Syncs.java", "throw new SyncFailed(e);", ""),
        PlantedBug.named("a new segment's name is not synced")
            .change(SEGMENTS, "syncs.run(disk::syncDirectory);", ""),
        PlantedBug.named("a reply goes before the frame that must wait for the disk is written")
            .change(
                WRITER,
                "appender.submit(append);",
                """
                appender.submit(append);
                writtenNowLsn = sealedLsn;
                """),
        PlantedBug.named("a sync vouches for what was written after it began")
            .change(
                "journal/Syncer.java",
                "Math.max(syncedLsn, begun.get().lsn());",
                "segments.written().map(SegmentWriter.Written::lsn).orElse(syncedLsn);"),
        PlantedBug.named("a server whose journal failed goes on acknowledging")
            .change(WRITER, "return state != State.WRITING;", "return false;"));
  }
}

package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how a server writes down what it learns. */
final class JournalBugs {
  private static final String WRITER = "journal/JournalWriter.java";
  private static final String WORKER = "journal/DiskWorker.java";

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
                    if (bytesWaiting
                """,
                """
                    seal();
                    if (late.size() > 3) {
                      late.forEach(frame::remote);
                      late.clear();
                    }
                    if (bytesWaiting
                """),
        PlantedBug.named("a reply goes before the sync that it should wait for")
            .change(WRITER, "if (!rules.waitForSync()) {", "{"),
        PlantedBug.named("a reply waits for no journal")
            .change(
                "node/HeldReplies.java",
                "if (held.isEmpty() && journal.isKept(lsn)) {",
                "if (true) {"),
        PlantedBug.named("a checkpoint makes the segment superfluous that began with it")
            .change(WRITER, "sweep.begin(sealedLsn + 1,", "sweep.begin(sealedLsn + 2,"),
        PlantedBug.named("a checkpoint replaces the segments before it is synced")
            .change(WORKER, "synced(written::sync);", ""),
        PlantedBug.named("segments are deleted before the checkpoint's name is synced")
            .change(
                WORKER,
                """
                    synced(disk::syncDirectory);
                    for (String
                """,
                """
                    for (String
                """),
        PlantedBug.named("a sync that fails does not matter")
            .change(WORKER, "throw new SyncFailed(e);", ""),
        PlantedBug.named("a new segment's name is not synced")
            .change(
                WORKER,
                """
                    created.write(FrameBuilder.header(writer));
                    synced(disk::syncDirectory);
                """,
                """
                    created.write(FrameBuilder.header(writer));
                """),
        PlantedBug.named("a server whose journal failed goes on acknowledging")
            .change(WRITER, "return state != State.WRITING;", "return false;"));
  }
}

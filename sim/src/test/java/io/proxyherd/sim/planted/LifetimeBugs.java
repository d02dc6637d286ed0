package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how reports expire and clients are forgotten. */
final class LifetimeBugs {
  private static final String EXPIRY = "node/Expiry.java";
  private static final String STORE = "store/Store.java";

  private LifetimeBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("reports expire by the time since they arrived, not since their receipt")
            .change(
                EXPIRY,
                "private boolean begun;",
                """
                private boolean begun;
                private final java.util.Map<io.proxyherd.store.Report, Long> arrivals =
                    new java.util.HashMap<>();
                """)
            .change(
                EXPIRY,
                "lifetimes.isExpired(store.at(next), now)",
                """
                now - arrivals.computeIfAbsent(store.at(next), _ -> now)
                    >= (store.at(next).isTombstone() ? lifetimes.tombstone() : lifetimes.report())
                        .toNanos()
                """),
        PlantedBug.named("nothing expires")
            .change(EXPIRY, "lifetimes.isExpired(store.at(next), now)", "false"),
        PlantedBug.named("what has expired somewhere loses to an older report elsewhere")
            .change(
                "store/Lifetimes.java",
                "if (expiresAtNanos(other) <= one.receivedAtNanos()) {",
                "if (false) {"),
        PlantedBug.named("a tombstone loses to the report that it replaces")
            .change(
                "store/Report.java",
                "Boolean.compare(tombstone, other.tombstone)",
                "Boolean.compare(other.tombstone, tombstone)"),
        PlantedBug.named("a tombstone does not travel")
            .change(
                "link/PeerLink.java",
                "if (!home.store().isTaken(slot)",
                "if (!home.store().isTaken(slot) || home.store().at(slot).isTombstone()"),
        PlantedBug.named("a tombstone travels as a report")
            .change("store/ReportWriter.java", "(report.isTombstone() ? 1 : 0)", "0"),
        PlantedBug.named("a tombstone is not journalled")
            .change(
                "journal/JournalWriter.java",
                "frame.local(report);",
                """
                if (!report.isTombstone()) {
                  frame.local(report);
                }
                """),
        PlantedBug.named(
                "a client is forgotten here only: its slot is given up, there is no tombstone")
            .change(
                "node/Node.java",
                """
                reports.offer(
                    tombstone,
                """,
                """
                store.remove(store.slotOf(known.client()));
                reports.find(
                    known.client(),
                """),
        PlantedBug.named("a slot that is given up leaves a hole in the table")
            .change(STORE, "if (((at - home) & mask) >= ((at - gap) & mask)) {", "if (false) {"),
        PlantedBug.named("a slot that is given up is given to two clients")
            .change(
                STORE,
                "free[freeSlots++] = slot;",
                """
                free[freeSlots++] = slot;
                if (freeSlots < free.length) {
                  free[freeSlots++] = slot;
                }
                """));
  }
}

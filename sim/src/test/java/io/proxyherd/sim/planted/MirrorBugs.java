package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how a server mirrors what it knows. */
final class MirrorBugs {
  private static final String MIRROR = "mirror/Mirror.java";

  private MirrorBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("the mirror does not look at what was there at the start")
            .change(MIRROR, "feed.begin(new Coverage());", "feed.begin(neighbourhood.coverage());"),
        PlantedBug.named("an offer that failed is not owed again")
            .change(MIRROR, "feed.owe(slot);\n        pauseForFailure();", "pauseForFailure();"),
        PlantedBug.named("an answer ends also what became owed since its offer")
            .change(
                MIRROR,
                "private boolean begun;",
                "private boolean begun; java.util.BitSet done = new java.util.BitSet();")
            .change(
                MIRROR,
                "feed.owe(slot);\n  }\n\n  @Override\n  public void flush() {",
                "done.clear(slot);\n feed.owe(slot);\n  }\n\n  @Override\n  public void flush() {")
            .change(MIRROR, "taken++;", "taken++; done.set(slot);")
            .change(
                MIRROR,
                "return store.isTaken(slot)",
                "return store.isTaken(slot) && !done.get(slot)"),
        PlantedBug.named("an offer that the mirror has no answer to is taken for answered")
            .change(
                MIRROR,
                "case StoreFailure reason -> {",
                "case StoreFailure.BUSY -> taken++; case StoreFailure reason -> {"),
        PlantedBug.named("the mirror waits for ever after a failure")
            .change(
                MIRROR,
                "private void endPause() {\n    pausing = false;",
                "private void endPause() {"));
  }
}

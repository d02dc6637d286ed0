package io.proxyherd.sim.planted;

import java.util.List;

/** Mistakes in how servers tell each other. */
final class LinkBugs {
  private LinkBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        PlantedBug.named("DATA raises the coverage")
            .change(
                "link/Neighbourhood.java",
                "ledger.learned(report);",
                """
                ledger.learned(report);
                coverageHasGrown |= coverage.raise(report.stamp().origin(), report.stamp().seq());
                """),
        PlantedBug.named("COVER goes before the reports that it covers")
            .change(
                "link/Feed.java",
                "return mark != null && owedBeforeMark == 0;",
                "return mark != null;"),
        PlantedBug.named("the peer that wants to be fed gets no sweep")
            .change("link/Feed.java", "endOfSweep = store.slots();", "endOfSweep = 0;"),
        PlantedBug.named("a mark may stand in the middle of a sweep")
            .change(
                "link/Feed.java",
                "if (!wanted || isSweeping() || mark != null) {",
                "if (!wanted || mark != null) {"),
        PlantedBug.named("what was owed before the mark is not counted down")
            .change("link/Feed.java", "owedBeforeMark--;", "owedBeforeMark = 0;"),
        PlantedBug.named("the dirty bit is cleared after the report is sent")
            .change("link/DirtyRing.java", "private int head;", "private int head, sent = -1;")
            .change(
                "link/DirtyRing.java",
                """
                    dirty.clear(slot);
                """,
                """
                    if (sent >= 0) {
                      dirty.clear(sent);
                    }
                    sent = slot;
                """),
        PlantedBug.named("a ring that is full drops what comes")
            .change(
                "link/DirtyRing.java",
                "if (dirty.get(slot)) {",
                "if (dirty.get(slot) || size >= 8) {"),
        PlantedBug.named("the echo memory outlives the connection")
            .change(
                "link/PeerLink.java",
                "private final int connectionNumber;",
                "private int connectionNumber;")
            .change(
                "link/PeerLink.java",
                "peer = hello.server();",
                """
                peer = hello.server();
                connectionNumber = peer.hashCode();
                """),
        PlantedBug.named("a report is told back to who told it")
            .change("link/PeerLink.java", "|| home.cameOver(connectionNumber, slot)", "")
            .change(
                "link/Neighbourhood.java",
                "if (link.connectionNumber() != source) {",
                "if (true) {"),
        PlantedBug.named("what comes from one peer is owed to no other")
            .change(
                "link/Neighbourhood.java",
                "if (link.connectionNumber() != source) {",
                "if (source == NO_CONNECTION) {"),
        PlantedBug.named("nobody is grafted")
            .change(
                "link/Appetite.java",
                """
                    if (!came) {
                """,
                """
                    if (false) {
                """),
        PlantedBug.named("a server never stops to be fed over a link")
            .change("link/Appetite.java", "decision.stop();", ""),
        PlantedBug.named("what an earlier life said of its links is not outbid")
            .change(
                "link/Topology.java",
                """
                      known.put(self, new Neighbours(self, heard.version() + 1, own().linked()));
                      return Hearing.OUTBID;
                """,
                """
                      return Hearing.KNOWN;
                """),
        PlantedBug.named("link states echo for ever")
            .change(
                "link/Topology.java",
                "return order == 0 ? Hearing.KNOWN : Hearing.STALE;",
                "return order == 0 ? Hearing.NEW : Hearing.STALE;"),
        PlantedBug.named("a link state is not passed on")
            .change("link/Neighbourhood.java", "if (link != from) {", "if (false) {"),
        PlantedBug.named("a connection that is replaced stays, and its end takes the new one down")
            .change("link/Neighbourhood.java", "if (old != null) {", "if (false) {")
            .change(
                "link/Neighbourhood.java",
                "if (byPeer.remove(link.peer(), link)) {",
                "if (byPeer.remove(link.peer()) != null) {"),
        PlantedBug.named("the frame counter is not looked at")
            .change("link/FrameReader.java", "if (number != counter) {", "if (false) {"),
        PlantedBug.named("the CRC of a frame is not looked at")
            .change(
                "link/FrameReader.java", "if ((int) crc.getValue() != expected) {", "if (false) {"),
        PlantedBug.named("a link that is silent is not given up")
            .change(
                "link/PeerLink.java",
                "if (now - lastReceivedNanos > settings.silentAfter().toNanos()) {",
                "if (false) {"));
  }
}

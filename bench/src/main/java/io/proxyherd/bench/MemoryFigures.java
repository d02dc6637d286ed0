package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.node.Session;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * Prints how many bytes of live heap a server needs for each client, with IDs of 20 bytes: {@code
 * MemoryFigures [CLIENTS]}.
 */
public final class MemoryFigures {
  private static final int USUAL_CLIENTS = 1_000_000;
  private static final int BATCH = 500;
  private static final List<String> PEERS = List.of("Ball", "Hamilton", "Holiday", "Welsh");

  private final int clients;
  private final long emptyBytes;

  private MemoryFigures(int clients) {
    this.clients = clients;
    emptyBytes = liveBytes();
  }

  /** Prints the table. */
  public static void main(String[] args) {
    int clients = args.length > 0 ? Integer.parseInt(args[0]) : USUAL_CLIENTS;
    new MemoryFigures(clients).print();
  }

  private void print() {
    var rig = new Rig("Alford", Set.copyOf(PEERS));
    rig.keepJournal();
    Session session = rig.connect();
    report(rig, session, 1);
    row("store and provenance, a journal, no link yet");
    List<Rig.Cable> cables = link(rig);
    row("the same, 4 neighbours have everything");
    cables.forEach(Rig.Cable::jam);
    report(rig, session, 2);
    row("the same, 4 neighbours lack everything");
    // Else all of it might be garbage by now.
    System.out.printf("%,d clients%n", rig.node().store().size());
  }

  /** The neighbours' own memory is garbage when this returns. */
  private static List<Rig.Cable> link(Rig rig) {
    List<Rig> others = PEERS.stream().map(peer -> new Rig(peer, Set.of("Alford"))).toList();
    List<Rig.Cable> cables = rig.link(others);
    cables.forEach(Rig.Cable::cut);
    return cables;
  }

  private void report(Rig rig, Session session, int round) {
    var line = new StringBuilder();
    for (int client = 0; client < clients; client++) {
      line.append(
          "IAMAT user%08d.example +34.068930-118.445127 %d.392014450\n"
              .formatted(client, Rig.START_SECONDS + round));
      if (client % BATCH == BATCH - 1 || client == clients - 1) {
        byte[] bytes = line.toString().getBytes(US_ASCII);
        session.onBytes(bytes, 0, bytes.length);
        rig.endOfBatch();
        line.setLength(0);
      }
    }
  }

  private void row(String what) {
    System.out.printf("%-48s %6.1f bytes a client%n", what, perClient());
  }

  private double perClient() {
    return (double) (liveBytes() - emptyBytes) / clients;
  }

  private static long liveBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

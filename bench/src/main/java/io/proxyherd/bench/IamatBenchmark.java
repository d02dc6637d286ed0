package io.proxyherd.bench;

import io.proxyherd.node.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one IAMAT costs the core, from the bytes of the socket to those of the reply, the journal's
 * frame and the DATA for each peer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IamatBenchmark {
  /** What the commands say. */
  public enum Kind {
    /** Where the client is now: its report changes. */
    FRESH,
    /** Where it was before. */
    STALE,
    /** What it said last. */
    REPEATED
  }

  private static final int CLIENTS = 1000;
  private static final List<String> PEERS = List.of("Ball", "Hamilton", "Holiday", "Welsh");

  /** What the commands say. */
  @Param({"FRESH", "STALE", "REPEATED"})
  public Kind kind = Kind.FRESH;

  /** To how many other servers each change is sent. */
  @Param({"0", "4"})
  public int peers;

  /** Whether there is a journal, so that replies wait for it. */
  @Param({"false", "true"})
  public boolean journal;

  private final Rig rig = new Rig("Alford", Set.copyOf(PEERS));
  private final IamatLines lines = new IamatLines(CLIENTS, Rig.START_SECONDS);
  private final List<Session> sessions = new ArrayList<>();

  /** Starts the server; every client is known. */
  @Setup(Level.Trial)
  public void start() {
    if (journal) {
      rig.keepJournal();
    }
    List<Rig> others =
        PEERS.subList(0, peers).stream().map(peer -> new Rig(peer, Set.of("Alford"))).toList();
    rig.link(others).forEach(Rig.Cable::cut);
    for (int client = 0; client < CLIENTS; client++) {
      sessions.add(rig.connect());
    }
    lines.goOn();
    pipelined();
    if (kind == Kind.STALE) {
      // The clients' clocks went back.
      lines.reset(Rig.START_SECONDS);
    }
  }

  /** 1,000 commands over one connection, in one piece. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void pipelined() {
    nextRound();
    sessions.getFirst().onBytes(lines.bytes(), 0, lines.bytes().length);
    rig.endOfBatch();
  }

  /** 1,000 commands over as many connections, in batches of 50. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void oneEach() {
    nextRound();
    for (int client = 0; client < CLIENTS; client++) {
      int from = IamatLines.from(client);
      sessions.get(client).onBytes(lines.bytes(), from, IamatLines.from(client + 1));
      if (client % 50 == 49) {
        rig.endOfBatch();
      }
    }
  }

  private void nextRound() {
    if (kind == Kind.FRESH) {
      lines.goOn();
      rig.setTime(lines.seconds());
    }
  }
}

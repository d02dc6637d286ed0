package io.proxyherd.bench;

import io.proxyherd.node.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one IAMAT costs two servers: the one that hears it, and the one that is told. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LinkBenchmark {
  private static final int CLIENTS = 1000;

  private final Rig alford = new Rig("Alford", Set.of("Ball"));
  private final Rig ball = new Rig("Ball", Set.of("Alford"));
  private final IamatLines lines = new IamatLines(CLIENTS, Rig.START_SECONDS);
  private final Session session;

  /** Links both. */
  public LinkBenchmark() {
    var _ = alford.link(List.of(ball));
    session = alford.connect();
  }

  /** 1,000 commands in one piece, their DATA frames written, read and merged. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void tell() {
    lines.goOn();
    alford.setTime(lines.seconds());
    ball.setTime(lines.seconds());
    session.onBytes(lines.bytes(), 0, lines.bytes().length);
    alford.endOfBatch();
  }
}

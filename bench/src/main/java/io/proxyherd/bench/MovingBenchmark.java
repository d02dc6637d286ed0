package io.proxyherd.bench;

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

/** What one IAMAT of a million moving clients costs, with and without the index of who is near. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class MovingBenchmark {
  /** How the clients stand. */
  @Param({"UNIFORM", "TOWNS"})
  public Crowd crowd = Crowd.UNIFORM;

  /** Whether somebody has asked who is near. */
  @Param({"false", "true"})
  public boolean index;

  private final MovingCrowd clients = new MovingCrowd();

  /** All are there. */
  @Setup(Level.Trial)
  public void start() {
    clients.gather(crowd);
    if (index) {
      clients.makeIndex();
    }
  }

  /** Some move. */
  @Setup(Level.Invocation)
  public void move() {
    clients.move();
  }

  /** 1,000 pipelined commands of any clients. */
  @Benchmark
  @OperationsPerInvocation(MovingCrowd.BATCH)
  public void acknowledge() {
    clients.take();
  }
}

package io.proxyherd.bench;

import io.proxyherd.geo.Area;
import io.proxyherd.near.ClientQuery;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Who is near, among a million clients: what one answer takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class NearBenchmark {
  /** How the clients stand. */
  @Param({"UNIFORM", "TOWNS"})
  public Crowd crowd = Crowd.UNIFORM;

  private final MovingCrowd clients = new MovingCrowd();
  private ClientQuery question = new ClientQuery.Near(0, 0, 1, 1, Optional.empty());
  private ClientQuery elsewhere = question;
  private ClientQuery box = question;

  /** All are there, and so is the index. */
  @Setup(Level.Trial)
  public void start() {
    clients.gather(crowd);
    clients.makeIndex();
  }

  /** Other questions each time. */
  @Setup(Level.Invocation)
  public void next() {
    ClientQuery.Near near = clients.anywhere();
    question = near;
    elsewhere =
        new ClientQuery.Near(
            -near.latitude(), -near.longitude(), near.radiusKm(), 10, Optional.empty());
    box =
        new ClientQuery.Inside(
            new Area(
                Math.max(-90, near.latitude() - 0.1),
                Math.max(-180, near.longitude() - 0.1),
                Math.min(90, near.latitude() + 0.1),
                Math.min(180, near.longitude() + 0.1)),
            100,
            Optional.empty());
  }

  /** What the index takes. */
  @TearDown(Level.Trial)
  public void tellSize() {
    System.out.printf(
        "index: %.1f bytes a client%n",
        (double) clients.rig().node().nearbyClients().bytes() / MovingCrowd.CLIENTS);
  }

  /** The ten nearest, where the clients are. */
  @Benchmark
  public void tenNearest(Blackhole hole) {
    clients.rig().node().near(question, hole::consume);
  }

  /** The ten nearest, on the other side of the earth. */
  @Benchmark
  public void tenNearestToElsewhere(Blackhole hole) {
    clients.rig().node().near(elsewhere, hole::consume);
  }

  /** 100 of a box of 22 km. */
  @Benchmark
  public void hundredInABox(Blackhole hole) {
    clients.rig().node().near(box, hole::consume);
  }
}

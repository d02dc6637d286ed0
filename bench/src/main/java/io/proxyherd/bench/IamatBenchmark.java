package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.link.LinkSettings;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.Session;
import io.proxyherd.node.Shell;
import io.proxyherd.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/** What one IAMAT costs the core, from the bytes of the socket to those of the reply. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IamatBenchmark {
  private static final int CLIENTS = 1000;

  private final Session session = node().openSession(new Nobody());
  private final byte[][] segments = new byte[10][];
  private int next;

  /** Ten segments, each with a newer report of every client than the one before. */
  public IamatBenchmark() {
    for (int round = 0; round < segments.length; round++) {
      var lines = new StringBuilder();
      for (int client = 0; client < CLIENTS; client++) {
        lines.append(
            "IAMAT client%d.example +34.068930-118.445127 14794138%02d.392014450\n"
                .formatted(client, round));
      }
      segments[round] = lines.toString().getBytes(US_ASCII);
    }
  }

  /** 1,000 pipelined commands; most rounds are older than what is known. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void acknowledge() {
    byte[] segment = segments[next++ % segments.length];
    session.onBytes(segment, 0, segment.length);
  }

  private static Node node() {
    var link = LinkSettings.usual("bench", "Alford", Set.of());
    var settings =
        new NodeSettings(
            link,
            4096,
            Optional.empty(),
            Optional.empty(),
            1000,
            Duration.ofSeconds(60),
            1_000_000,
            Duration.ofSeconds(2));
    return new Node(
        settings, new FixedClock(), new SplittableRandom(1), new NoShell(), NodeObserver.NONE);
  }

  private static final class FixedClock implements Clock {
    @Override
    public long wallNanos() {
      return 1_479_413_884_000_000_000L;
    }

    @Override
    public long monotonicNanos() {
      return 0;
    }
  }

  private static final class NoShell implements Shell {
    @Override
    public void wakeUpAt(long monotonicNanos) {}

    @Override
    public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {}
  }

  private static final class Nobody implements ClientConnection {
    @Override
    public void send(byte[] bytes, int length) {}

    @Override
    public String host() {
      return "";
    }

    @Override
    public void close() {}
  }
}

package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cassandra slow, gone and full, as clients of the servers see it: each command is answered, no
 * acknowledged report is lost, and when Cassandra is well again, so are the servers, by themselves.
 */
final class CassandraTroubleTest {
  private static final int REPORTS = Integer.getInteger("cassandra.reports", 2_000);

  /** Several times as many as a server has under way at a time. */
  private static final int FLOOD = 5_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static CassandraNodes nodes;

  @TempDir private Path dir;

  @BeforeAll
  static void start() {
    nodes = CassandraNodes.shared();
  }

  @AfterEach
  void restore() throws IOException, TrialFailure {
    nodes.restore();
  }

  @Test
  void nodesThatHangAreWaitedForNoLongerThanTheTimeout() throws Exception {
    try (var herd = CassandraHerd.start(dir, nodes, "hang")) {
      TrialNode first = nodes.all().getFirst();
      TrialNode second = nodes.all().getLast();
      var reporters = herd.reporters(new Random(1));
      try (reporters) {
        herd.acknowledgesMore(REPORTS, reporters);
        first.pause();
        herd.acknowledgesMore(REPORTS, reporters);
        System.out.printf(
            "cassandra one hangs: %,d reports refused, those that it was to coordinate%n",
            reporters.wrongReplies().size());
        second.pause();
        refuses(herd, "two hang");
        answersAll(herd, FLOOD);
        first.resume();
        second.resume();
        herd.serves();
        herd.acknowledgesMore(REPORTS, reporters);
      }
      herd.recovers();
      herd.hasLostNothing(reporters, nodes.all());
      print("two hang", reporters);
    }
  }

  @Test
  void whenAllAreGoneServersRefuseAndRecoverByThemselves() throws Exception {
    try (var herd = CassandraHerd.start(dir, nodes, "gone")) {
      var reporters = herd.reporters(new Random(3));
      try (reporters) {
        herd.acknowledgesMore(REPORTS, reporters);
        nodes.all().forEach(TrialNode::kill);
        refuses(herd, "all gone");
        answersAll(herd, FLOOD);
        nodes.restore();
        long back = System.nanoTime();
        herd.serves();
        System.out.printf("cassandra all gone: served %d s after they answered%n", seconds(back));
        herd.acknowledgesMore(REPORTS, reporters);
      }
      herd.recovers();
      herd.hasLostNothing(reporters, nodes.all());
      herd.agrees(reporters);
      print("all gone", reporters);
    }
  }

  @Test
  void fullDisksAreRefusedUntilThereIsRoom() throws Exception {
    // Which is also a word of CQL.
    try (var herd = CassandraHerd.start(dir, nodes, "full")) {
      List<TrialNode> full = nodes.all().subList(0, 2);
      var reporters = herd.reporters(new Random(4));
      try (reporters) {
        herd.acknowledgesMore(REPORTS, reporters);
        for (TrialNode node : full) {
          node.fillDisk();
        }
        // They stop serving once the log that they have is written.
        Eventually.await()
            .atMost(PATIENCE)
            .until(() -> full.stream().noneMatch(TrialNode::answers));
        refuses(herd, "two full");
        for (TrialNode node : full) {
          node.kill();
          node.start();
        }
        herd.serves();
        herd.acknowledgesMore(REPORTS, reporters);
      }
      herd.recovers();
      herd.hasLostNothing(reporters, nodes.all());
      print("two full", reporters);
    }
  }

  /** Waits until a server refuses a report; how long it takes to say so. */
  private static void refuses(CassandraHerd herd, String when) {
    String server = herd.servers().names().getFirst();
    var longest = new ArrayList<Long>();
    Supplier<String> answer =
        () -> {
          long asked = System.nanoTime();
          try {
            String heard = herd.servers().hears(server, "IAMAT refused +1+2 3");
            longest.add(Duration.ofNanos(System.nanoTime() - asked).toMillis());
            return heard;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    Eventually.await()
        .untilAsserted(() -> assertThat(answer.get()).isEqualTo("? IAMAT refused +1+2 3"));
    System.out.printf("cassandra %s: refused after %s ms%n", when, longest.getLast());
  }

  /** A flood from one client is answered, line by line; nothing piles up meanwhile. */
  private static void answersAll(CassandraHerd herd, int count) throws IOException {
    String server = herd.servers().names().getLast();
    String lines =
        IntStream.range(0, count).mapToObj("IAMAT flood%d +1+2 3\n"::formatted).collect(joining());
    long start = System.nanoTime();
    try (var client = herd.servers().client(server).patience(120_000)) {
      var sending =
          Thread.startVirtualThread(() -> {
            try {
              client.sends(lines);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      for (int i = 0; i < count; i++) {
        assertThat(client.hears()).isEqualTo("? IAMAT flood" + i + " +1+2 3");
      }
      assertThat(sending.isAlive()).isFalse();
    }
    System.out.printf("cassandra: %,d reports refused in %d s%n", count, seconds(start));
  }

  private static void print(String what, Reporters reporters) {
    System.out.printf(
        "cassandra %s: %,d reports of %,d clients acknowledged, %,d refused; none lost%n",
        what, reporters.acknowledged(), reporters.newest().size(), reporters.wrongReplies().size());
  }

  private static long seconds(long sinceNanos) {
    return Duration.ofNanos(System.nanoTime() - sinceNanos).toSeconds();
  }
}

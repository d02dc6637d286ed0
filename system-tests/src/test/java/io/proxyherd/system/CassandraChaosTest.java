package io.proxyherd.system;

import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers under load while their nodes of Cassandra are killed and separated: nothing that was
 * acknowledged is lost, and every node says the same. {@code -Dcassandra.kills=20} makes it long,
 * {@code -Dcassandra.reports=50000} is how many reports are acknowledged between any two events.
 */
final class CassandraChaosTest {
  private static final int KILLS = Integer.getInteger("cassandra.kills", 1);
  private static final int REPORTS = Integer.getInteger("cassandra.reports", 2_000);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

  private static CassandraNodes nodes;

  @TempDir private Path dir;

  private final Random random = new Random(SEED);
  private final long startNanos = System.nanoTime();

  @BeforeAll
  static void start() {
    nodes = CassandraNodes.shared();
  }

  @AfterEach
  void restore() throws IOException, TrialFailure {
    nodes.restore();
  }

  @Test
  void aNodeThatIsKilledLosesNothing() throws Exception {
    try (var herd = CassandraHerd.start(dir, nodes, "kill")) {
      var reporters = herd.reporters(random);
      try (reporters) {
        for (int kill = 0; kill < KILLS; kill++) {
          TrialNode victim = nodes.all().get(random.nextInt(CassandraNodes.COUNT));
          herd.acknowledgesMore(REPORTS, reporters);
          victim.kill();
          herd.acknowledgesMore(REPORTS, reporters);
          herd.hasLostNothing(reporters, without(victim));
          victim.start();
          nodes.restore();
        }
        herd.recovers();
        herd.acknowledgesMore(REPORTS, reporters);
      }
      herd.hasLostNothing(reporters, nodes.all());
      herd.agrees(reporters);
      print("kill -9 of %d".formatted(KILLS), reporters, "all nodes read every newest report");
    }
  }

  @Test
  void nodesThatWereSeparatedUnderLoadSayTheSameAtOnce() throws Exception {
    try (var herd = CassandraHerd.start(dir, nodes, "partition")) {
      TrialNode lonely = nodes.all().get(random.nextInt(CassandraNodes.COUNT));
      int behind;
      long healedNanos;
      var reporters = herd.reporters(random);
      try (reporters) {
        herd.acknowledgesMore(REPORTS, reporters);
        nodes.isolate(lonely);
        herd.acknowledgesMore(REPORTS, reporters);
        herd.hasLostNothing(reporters, without(lonely));
        herd.isAlone(lonely);
        behind = herd.oldCopies(reporters, lonely);
        nodes.heal();
        healedNanos = System.nanoTime();
        herd.acknowledgesMore(REPORTS, reporters);
      }
      herd.recovers();
      herd.hasLostNothing(reporters, nodes.all());
      herd.agrees(reporters);
      Eventually.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> herd.differentCopies(reporters) == 0);
      print(
          "partition",
          reporters,
          "%d copies of the lonely node were old before it healed; all copies were equal %d s after"
              .formatted(behind, seconds(healedNanos)));
    }
  }

  private static List<TrialNode> without(TrialNode away) {
    var others = new ArrayList<>(nodes.all());
    others.remove(away);
    return others;
  }

  private void print(String what, Reporters reporters, String result) {
    System.out.printf(
        "cassandra %s, seed %d: %,d reports of %,d clients acknowledged, %,d refused; %s; %d s%n",
        what,
        SEED,
        reporters.acknowledged(),
        reporters.newest().size(),
        reporters.wrongReplies().size(),
        result,
        seconds(startNanos));
  }

  private static long seconds(long sinceNanos) {
    return Duration.ofNanos(System.nanoTime() - sinceNanos).toSeconds();
  }
}

package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five processes under load, on links that break, stall, crawl and lie, some killed with {@code
 * kill -9} again and again: nothing that was acknowledged is lost, and in the end all say the same.
 * {@code -Dchaos.kills=100} makes it long, {@code -Dchaos.seed=} chooses the faults; when they hit
 * is up to the machine.
 */
@DisabledOnOs(OS.WINDOWS)
final class ChaosTest {
  private static final int KILLS = Integer.getInteger("chaos.kills", 5);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
  private static final List<LinkConfig> LINKS = HerdConfig.standard().links();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SHOWN = 20;
  private static final int MOST_REPORTS_PER_STEP = 1_500;

  // What is left of a run that failed is for the one who looks for the reason.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"async", "sync"})
  void nothingAcknowledgedIsLost(String durability) throws Exception {
    var random = new Random(SEED);
    long start = System.nanoTime();
    try (var herd = new ProcessHerd(dir, LINKS, settings(durability))) {
      herd.heal();
      var reporters = new Reporters(herd.names().stream().map(herd::clients).toList(), random);
      var chaos = new Chaos(herd, random);
      try (reporters) {
        while (chaos.kills() < KILLS) {
          chaos.step();
          long goal = reporters.acknowledged() + random.nextInt(MOST_REPORTS_PER_STEP);
          Eventually.await().atMost(PATIENCE).until(() -> reporters.acknowledged() >= goal);
        }
      }
      herd.heal();
      Eventually.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> isEmpty("different", disagreement(herd, reporters)));
      isEmpty("lost", lost(herd, reporters));
      assertThat(reporters.wrongReplies()).isEmpty();
      System.out.printf(
          "chaos %s, seed %d: %,d reports of %,d clients acknowledged, %s, %d s; none lost%n",
          durability,
          SEED,
          reporters.acknowledged(),
          reporters.newest().size(),
          chaos.faults(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          "%s; what the servers kept and said is in %s; run again with -Dchaos.seed=%d -Dchaos.kills=%d"
              .formatted(e.getMessage(), dir, SEED, KILLS),
          e);
    }
  }

  /** Checkpoints are small, so that some are killed under way. */
  private static String settings(String durability) {
    return """
    peer: {reconnect-min: 20 ms, reconnect-max: 500 ms}
    journal: {durability: %s, checkpoint-min-size: 256 KiB}
    log: {level: info}
    """
        .formatted(durability);
  }

  private static void isEmpty(String what, List<String> list) {
    assertThat(list.stream().limit(SHOWN)).as("%d %s", list.size(), what).isEmpty();
  }

  /** Where not all servers say the same; empty if they do. */
  private static List<String> disagreement(ProcessHerd herd, Reporters reporters)
      throws IOException, InterruptedException {
    List<String> clients = reporters.last().clientsSoFar();
    List<String> first = herd.answers(herd.names().getFirst(), clients);
    var different = new ArrayList<String>();
    for (String server : herd.names()) {
      List<String> answers = herd.answers(server, clients);
      for (int i = 0; i < answers.size(); i++) {
        if (!answers.get(i).equals(first.get(i))) {
          different.add("%s: %s (expected: %s)".formatted(server, answers.get(i), first.get(i)));
        }
      }
    }
    var digests = new TreeMap<String, String>();
    for (String server : herd.names()) {
      digests.put(server, herd.digest(server));
    }
    if (Set.copyOf(digests.values()).size() > 1) {
      different.add("digests: " + digests);
    }
    return different;
  }

  /** Answers that are older than what was acknowledged, or that nobody has ever reported. */
  private static List<String> lost(ProcessHerd herd, Reporters reporters) throws IOException {
    List<String> clients = reporters.last().clientsSoFar();
    List<String> answers = herd.answers(herd.names().getFirst(), clients);
    return reporters.lost(reporters.newest(), clients, answers);
  }
}

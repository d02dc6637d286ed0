package io.proxyherd.sim.planted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator finds bugs: each of these is planted into a copy of the core, and seeds are run
 * until one shows it. With {@code -Dplanted.seeds=1000} each bug gets that many seeds, and those
 * that show it are counted. Either way {@code sim/target/planted-bugs.md} says in the end what was
 * found, in which seed and how.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedBugsTest {
  private static final long COUNTED_SEEDS = Long.getLong("planted.seeds", 0);

  /** Far more than it takes, so that a change of the simulator does no harm. */
  private static final long MOST_SEEDS = 1000;

  private static final Path CORE =
      Path.of(System.getProperty("herd.root", "..")).resolve("core/src/main/java/io/proxyherd");

  private static final AlteredHerd UNCHANGED = new AlteredHerd(Map.of());
  private static final Map<PlantedBug, Finding> FINDINGS = new ConcurrentHashMap<>();

  @MethodSource("bugs")
  @ParameterizedTest(name = "{0}")
  void isFound(PlantedBug bug) {
    var herd = new AlteredHerd(Compiler.compile(bug.sources(PlantedBugsTest::source)));

    Finding finding =
        COUNTED_SEEDS > 0
            ? Finding.among(bug, herd, COUNTED_SEEDS)
            : Finding.first(bug, herd, MOST_SEEDS);
    FINDINGS.put(bug, finding);

    if (!RareBugs.all().contains(bug)) {
      assertThat(finding.found()).as("in how many of %d seeds", finding.seeds()).isPositive();
    }
    if (finding.found() > 0) {
      assertThat(UNCHANGED.objection(finding.firstSeed())).as("without the bug").isEmpty();
    }
  }

  @AfterAll
  static void writeTable() throws IOException {
    var table = new ArrayList<>(List.of(Finding.HEADER, "|---|---|---|---|"));
    bugs()
        .map(bug -> Optional.ofNullable(FINDINGS.get(bug)))
        .flatMap(Optional::stream)
        .map(Finding::row)
        .forEach(table::add);
    Files.write(Path.of("target", "planted-bugs.md"), table);
  }

  private static Stream<PlantedBug> bugs() {
    return Stream.of(
            LinkBugs.all(),
            MirrorBugs.all(),
            ReportBugs.all(),
            LifetimeBugs.all(),
            JournalBugs.all(),
            RecoveryBugs.all(),
            COUNTED_SEEDS > 0 ? RareBugs.all() : List.<PlantedBug>of())
        .flatMap(List::stream);
  }

  private static String source(String file) {
    try {
      return Files.readString(CORE.resolve(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

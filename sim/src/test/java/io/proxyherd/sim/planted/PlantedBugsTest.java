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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The simulator finds bugs: each of these is planted into a copy of the core, and seeds are run
 * until one shows it. {@code -Dplanted.seeds=1000} runs that many with each bug and counts. Either
 * way {@code sim/target/planted-bugs.md} shows in the end what was found, where and how.
 */
final class PlantedBugsTest {
  private static final long COUNTED_SEEDS = Long.getLong("planted.seeds", 0);
  private static final long MOST_SEEDS = 2000;
  private static final Path CORE =
      Path.of(System.getProperty("herd.root", "..")).resolve("core/src/main/java/io/proxyherd");
  private static final List<Finding> FINDINGS = new ArrayList<>();

  private final Compiler compiler = new Compiler();

  @TestFactory
  Stream<DynamicTest> theSimulatorFinds() {
    Stream<DynamicTest> bugs =
        Stream.of(ReportBugs.all(), LinkBugs.all())
            .flatMap(List::stream)
            .map(bug -> DynamicTest.dynamicTest(bug.what(), () -> isFound(bug)));
    return Stream.concat(
        bugs, Stream.of(DynamicTest.dynamicTest("nothing where none is planted", this::noneIsFound)));
  }

  private void isFound(PlantedBug bug) {
    var herd = new AlteredHerd(compiler.compile(bug.sources(PlantedBugsTest::source)));
    Finding finding =
        COUNTED_SEEDS > 0
            ? Finding.among(bug, herd, COUNTED_SEEDS)
            : Finding.first(bug, herd, MOST_SEEDS);
    FINDINGS.add(finding);

    assertThat(finding.isFound()).as("%s: found in %d seeds", bug, finding.seeds()).isTrue();
  }

  /** The same seeds, the same machinery: what was found above was the bugs. */
  private void noneIsFound() {
    var herd = new AlteredHerd(Map.of());
    long seeds = FINDINGS.stream().mapToLong(Finding::firstSeed).max().orElse(0) + 1;

    assertThat(LongStream.range(0, seeds)).allSatisfy(seed -> assertThat(herd.objection(seed)).isEmpty());
  }

  @AfterAll
  static void writeTable() throws IOException {
    var table = new ArrayList<>(List.of("| planted | found | first seed | what it said |", "|---|---|---|---|"));
    FINDINGS.forEach(finding -> table.add(finding.row()));
    Files.write(Path.of("target", "planted-bugs.md"), table);
  }

  private static String source(String file) {
    try {
      return Files.readString(CORE.resolve(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

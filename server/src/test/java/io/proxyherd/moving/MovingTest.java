package io.proxyherd.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.Seeds;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovingTest {
  private final long now = Instant.now().getEpochSecond();

  private final Reservoir from = new Reservoir();
  private final Reservoir to = new Reservoir();
  private final List<String> told = new ArrayList<>();

  @TempDir private Path dir;

  @Nested
  final class Whole {
    @Test
    void aFileHasAHeaderPagesAndACount() throws Exception {
      fill(15);
      Path file = dir.resolve("reports.ndjson");
      export().writeTo(file);

      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(1 + 15 + 2 + 1);
      assertThat(lines.getFirst()).startsWith("{\"format\":\"proxyherd-reports\",\"version\":1,");
      assertThat(lines.get(8)).isEqualTo("{\"cursor\":\"c0006\"}");
      assertThat(lines.getLast()).isEqualTo("{\"reports\":15}");
    }

    @Test
    void whatHasExpiredIsLeftOutTombstonesAreNot() throws Exception {
      from.put(Reports.at("old", now - Lifetimes.USUAL.report().toSeconds() - 1));
      from.put(Reports.at("new", now));
      Report gone = Reports.at("gone", now);
      from.put(Report.tombstone(gone, "Ball", now * 1_000_000_000, gone.stamp()));
      Path file = dir.resolve("reports.ndjson");
      export().writeTo(file);
      bring(file, true).run();

      assertThat(to.reports()).containsOnlyKeys("new", "gone");
      assertThat(to.reports().get("gone")).matches(Report::isTombstone);
    }
  }

  @Nested
  final class CutShort {
    /** Export and import break off anywhere, as often as you like, and lose nothing. */
    @Seeds(count = 200)
    void goesOnWhereItWas(long seed) throws Exception {
      var random = new Random(seed);
      fill(random.nextInt(100));
      Path file = dir.resolve("reports.ndjson" + (random.nextBoolean() ? ".gz" : ""));
      from.breakAfter(random.nextInt(10));
      boolean done = false;
      while (!done) {
        try {
          var _ = export().goOn(file);
          done = true;
        } catch (IOException _) {
          cut(file, random);
          from.breakAfter(1 + random.nextInt(10));
        }
      }
      from.heal();
      to.breakAfter(random.nextInt(10));
      done = false;
      while (!done) {
        try {
          bring(file, true).run();
          done = true;
        } catch (IOException _) {
          to.breakAfter(1 + random.nextInt(10));
        }
      }

      assertThat(to.reports()).isEqualTo(from.reports());
      assertThat(dir).isDirectoryNotContaining("glob:**.imported");
      assertThat(export().goOn(file)).as("there was more to do").isFalse();
    }

    private void cut(Path file, Random random) throws IOException {
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      if (bytes.length > 0 && random.nextBoolean()) {
        var _ = Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
    }

    @Test
    void isNoticedAndWhatIsThereIsImported() throws Exception {
      fill(20);
      Path file = dir.resolve("reports.ndjson");
      export().writeTo(file);
      List<String> lines = Files.readAllLines(file);
      var _ = Files.write(file, lines.subList(0, 12));

      assertThatThrownBy(() -> bring(file, true).run())
          .hasMessageStartingWith("line 13: the file ends early; all before it is imported");
      assertThat(to.reports()).hasSize(10);

      assertThat(export().goOn(file)).isTrue();
      bring(file, true).run();
      assertThat(to.reports()).isEqualTo(from.reports());
    }

    @Test
    void itDoesNotTouchAFileThatIsNone() throws Exception {
      Path file = Files.writeString(dir.resolve("letter"), "Dear Ms Smith,\nthe\n");
      assertThatThrownBy(() -> export().goOn(file))
          .hasMessageContaining("letter, line 1: not what");
      assertThat(file).hasContent("Dear Ms Smith,\nthe\n");
    }
  }

  @Nested
  final class BadLines {
    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
      file = dir.resolve("reports.ndjson");
    }

    @Test
    void endItWithTheirNumberAndWhatWasBeforeThemIsThere() throws Exception {
      spoil(4, "nonsense");
      assertThatThrownBy(() -> bring(file, true).run())
          .hasMessageStartingWith(
              file
                  + ", line 5: line: nonsense (expected: a JSON object in UTF-8, no member twice)");
      assertThat(to.reports()).containsOnlyKeys("c0000", "c0001", "c0002");
    }

    @Test
    void areKeptWhereTheyArePassedOver() throws Exception {
      spoil(4, "nonsense");
      to.refuse("c0007");
      Import work = bring(file, false);
      work.run();

      assertThat(work.refused()).isEqualTo(3);
      assertThat(to.reports()).hasSize(18).doesNotContainKeys("c0003", "c0007");
      assertThat(told)
          .containsExactly(
              file + ", line 5: line: nonsense (expected: a JSON object in UTF-8, no member twice)",
              file + ", line 10: not this one",
              file + ", line 24: reports: 20 (expected: 19, as there are)");
      assertThat(Files.readAllLines(dir.resolve("refused"))).hasSize(3).contains("nonsense");
    }

    @Test
    void ofAFutureReceiptAreRefused() throws Exception {
      from.put(Reports.at("ahead", now + 3600));
      export().writeTo(file);
      bring(file, false).run();
      assertThat(to.reports()).isEmpty();
      assertThat(told.getFirst()).contains("receivedAtNanos: ").contains("(expected: at most 10 s");
    }

    @Test
    void anotherFormatIsNotImported() throws Exception {
      var _ = Files.writeString(file, "{\"client\":\"kiwi\"}\n");
      assertThatThrownBy(() -> bring(file, false).run())
          .hasMessage("line 1: no file of reports (expected: what herd export writes)");
    }

    /** Any bytes anywhere: what is taken was in the file, and nothing goes wrong otherwise. */
    @Seeds(count = 300)
    void hostileFilesDoNoHarm(long seed) throws Exception {
      var random = new Random(seed);
      fill(30);
      export().writeTo(file);
      byte[] bytes = Files.readAllBytes(file);
      for (int change = 1 + random.nextInt(20); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var _ = Files.write(file, bytes);
      Import work = bring(file, false);
      try {
        work.run();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("expected: ");
      }
      assertThat(work.taken()).isGreaterThanOrEqualTo(to.reports().size());
    }

    private void spoil(int index, String line) throws Exception {
      fill(20);
      export().writeTo(file);
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(index, line);
      var _ = Files.writeString(file, String.join("\n", lines) + "\n", UTF_8);
    }
  }

  private void fill(int clients) {
    IntStream.range(0, clients)
        .mapToObj("c%04d"::formatted)
        .forEach(client -> from.put(Reports.at(client, now)));
  }

  private Export export() {
    return new Export(from.source(), Lifetimes.USUAL);
  }

  private Import bring(Path file, boolean stops) throws IOException {
    var refused = new RefusedRows(file.toString(), dir.resolve("refused"), stops, told::add);
    return OpenImport.of(file, false, to.sink(), Lifetimes.USUAL, refused).work();
  }
}

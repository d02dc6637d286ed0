package io.proxyherd.places.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DailyBudgetTest {
  @TempDir private Path dir;
  private Path file = Path.of("google.calls");
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final InstantSource clock = () -> now;

  @BeforeEach
  void nameTheFile() {
    file = dir.resolve("places/google.calls");
  }

  private static int takeAll(DailyBudget budget) throws IOException {
    int taken = 0;
    while (budget.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void isThereToTheLastCallAndNotBeyond() throws IOException {
    var budget = new DailyBudget(file, 17, clock);
    assertThat(budget.left()).isEqualTo(17);
    assertThat(takeAll(budget)).isEqualTo(17);
    assertThat(budget.take()).isFalse();
    assertThat(budget.left()).isZero();
    assertThat(file).hasContent("2026-11-23 0000000017\n");
  }

  @Test
  void beginsAnewAtMidnightUtc() throws IOException {
    var budget = new DailyBudget(file, 3, clock);
    assertThat(takeAll(budget)).isEqualTo(3);
    now = Instant.parse("2026-11-23T23:59:59.999Z");
    assertThat(budget.take()).isFalse();
    now = Instant.parse("2026-11-24T00:00:00Z");
    assertThat(budget.left()).isEqualTo(3);
    assertThat(takeAll(budget)).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackBringsNoCalls() throws IOException {
    assertThat(takeAll(new DailyBudget(file, 3, clock))).isEqualTo(3);
    now = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(new DailyBudget(file, 3, clock).take()).isFalse();
  }

  @Test
  void aSmallerBudgetHoldsForWhatIsSpent() throws IOException {
    assertThat(takeAll(new DailyBudget(file, 3, clock))).isEqualTo(3);
    assertThat(new DailyBudget(file, 2, clock).take()).isFalse();
    assertThat(takeAll(new DailyBudget(file, 5, clock))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "2026-11-23 0000000001", "2026-11-23 0000000001\nx", "2026-11-23 -1"})
  void whatIsNoCountGrantsNothing(String content) throws IOException {
    Files.createDirectories(dir.resolve("places"));
    Files.writeString(file, content);
    assertThatThrownBy(() -> new DailyBudget(file, 3, clock).take())
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("not a count of calls (expected: one line; delete the file)");
  }

  @Test
  void aDirectoryThatCannotBeMadeGrantsNothing() throws IOException {
    Files.writeString(dir.resolve("places"), "");
    assertThatThrownBy(() -> new DailyBudget(file, 3, clock).take())
        .isInstanceOf(IOException.class);
  }

  @Test
  void threadsShareIt() throws Exception {
    var taken = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      var budget = new DailyBudget(file, 100, clock);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  taken.addAndGet(takeAll(budget));
                } catch (IOException e) {
                  taken.set(Integer.MIN_VALUE);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken).hasValue(100);
  }

  @Test
  void processesShareIt() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Spender.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    int taken = 0;
    for (Process process : processes) {
      try (var out = process.inputReader()) {
        taken += Integer.parseInt(out.readLine());
      }
    }
    assertThat(taken).isEqualTo(Spender.BUDGET);
  }

  /** Another process, which takes what it gets. */
  static final class Spender {
    static final int BUDGET = 300;

    private Spender() {}

    public static void main(String[] args) throws IOException {
      Instant noon = Instant.parse("2026-11-23T12:00:00Z");
      System.out.println(takeAll(new DailyBudget(Path.of(args[0]), BUDGET, () -> noon)));
    }
  }
}

package io.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LogFormat;
import io.proxyherd.config.LogLevel;
import io.proxyherd.config.LogSettings;
import io.proxyherd.text.HarmlessText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class ServerLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-23T10:00:00.123456789Z"));

  private static void receive(ServerLog log, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    log.received("127.0.0.1:51234", bytes, 0, bytes.length);
  }

  /** Gathers lines, and writes none while it is held. */
  private static final class Lines implements ServerLog.Sink {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch held;
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean closed;

    Lines(int holds) {
      held = new CountDownLatch(holds);
    }

    @Override
    public void write(LogEntry entry) {
      reached.countDown();
      try {
        held.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      lines.add(new String(entry.line(), UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  @Nested
  final class Format {
    private final Lines lines = new Lines(0);

    private List<String> logged(LogLevel level) {
      try (var log = new ServerLog(Optional.of(level), lines, CLOCK, 100, "Alford")) {
        receive(log, "IAMAT kiwi +34-118 1");
        byte[] reply = "<AT Alford>".getBytes(UTF_8);
        log.sent("127.0.0.1:51234", reply, 1, reply.length - 1);
        log.info("test", "Ball is linked");
        log.warn("test", "Ball's clock is 0.7 s ahead");
        log.error("test", "the disk is full");
      }
      return lines.lines;
    }

    @Test
    void aLineHasItsTimeItsDirectionAndTheOtherEnd() {
      assertThat(logged(LogLevel.TRAFFIC))
          .containsExactly(
              "2026-11-23T10:00:00.123Z in  127.0.0.1:51234 IAMAT kiwi +34-118 1\n",
              "2026-11-23T10:00:00.123Z out 127.0.0.1:51234 AT Alford\n",
              "2026-11-23T10:00:00.123Z info Ball is linked\n",
              "2026-11-23T10:00:00.123Z warn Ball's clock is 0.7 s ahead\n",
              "2026-11-23T10:00:00.123Z error the disk is full\n");
      assertThat(lines.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TRAFFIC, 5", "INFO, 3", "WARN, 2", "ERROR, 1"})
    void aLevelHoldsThoseBeforeIt(LogLevel level, int entries) {
      assertThat(logged(level)).hasSize(entries);
    }

    @Test
    void aLineCannotForgeAnother() {
      try (var log = new ServerLog(Optional.of(LogLevel.TRAFFIC), lines, CLOCK, 100, "Alford")) {
        receive(log, "a\n2026-11-23T10:00:00.123Z error forged\u001b[2J");
        log.info("test", "peer b\nc");
      }
      assertThat(lines.lines)
          .containsExactly(
              "2026-11-23T10:00:00.123Z in  127.0.0.1:51234"
                  + " a\\x0a2026-11-23T10:00:00.123Z error forged\\x1b[2J\n",
              "2026-11-23T10:00:00.123Z info peer b\\x0ac\n");
    }

    @Test
    void aLongLineIsShortenedAndSaysSo() {
      try (var log = new ServerLog(Optional.of(LogLevel.TRAFFIC), lines, CLOCK, 100, "Alford")) {
        receive(log, "x".repeat(LogEntry.TEXT_LIMIT));
        receive(log, "x".repeat(LogEntry.TEXT_LIMIT + 1));
      }
      String all = " " + "x".repeat(LogEntry.TEXT_LIMIT);
      assertThat(lines.lines.get(0)).endsWith(all + "\n");
      assertThat(lines.lines.get(1)).endsWith(all + " … (1025 bytes)\n");
    }

    @Test
    void theCallersBufferMayChangeAfterwards() {
      try (var log = new ServerLog(Optional.of(LogLevel.TRAFFIC), lines, CLOCK, 100, "Alford")) {
        byte[] bytes = "kiwi".getBytes(UTF_8);
        log.received("a", bytes, 0, 4);
        bytes[0] = 'X';
      }
      assertThat(lines.lines).singleElement().asString().endsWith("a kiwi\n");
    }
  }

  @Nested
  final class AsJson {
    private final JsonMapper json = new JsonMapper();

    private JsonNode printed(LogEntry.Kind kind, String who, byte[] text, LogFact... facts) {
      var entry =
          new LogEntry(CLOCK.instant(), kind, "test", who, List.of(facts), text, text.length);
      String line = new String(entry.json("Alford"), UTF_8);
      assertThat(line).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("\u001b", "\u202e");
      return json.readTree(line);
    }

    @Test
    void anEntryIsAnObjectWithItsFacts() {
      JsonNode entry =
          printed(
              LogEntry.Kind.WARN,
              "",
              "peer Ball: clock ahead".getBytes(UTF_8),
              new LogFact("peer", "Ball"),
              new LogFact("clockAheadSeconds", -0.5),
              new LogFact("times", 3L));
      assertThat(entry.propertyNames())
          .containsExactly(
              "time", "level", "server", "event", "peer", "clockAheadSeconds", "times", "message");
      assertThat(entry.path("time").asString()).isEqualTo("2026-11-23T10:00:00.123Z");
      assertThat(entry.path("level").asString()).isEqualTo("warn");
      assertThat(entry.path("server").asString()).isEqualTo("Alford");
      assertThat(entry.path("event").asString()).isEqualTo("test");
      assertThat(entry.path("clockAheadSeconds").asDouble()).isEqualTo(-0.5);
      assertThat(entry.path("times").asLong()).isEqualTo(3);
      assertThat(entry.path("message").asString()).isEqualTo("peer Ball: clock ahead");
    }

    @Test
    void whateverComesItStaysOneObjectAndSaysTheSameAsTheLineOfText() {
      var random = new Random(7);
      for (int round = 0; round < 1000; round++) {
        byte[] text = new byte[random.nextInt(40)];
        random.nextBytes(text);
        byte[] injection = "\",\"level\":\"error\"}\n{\u202e".getBytes(UTF_8);
        System.arraycopy(injection, 0, text, 0, Math.min(injection.length, text.length));
        JsonNode entry = printed(LogEntry.Kind.IN, "evil\"\n", text, new LogFact("x", "a\"\u001b"));
        assertThat(entry.path("message").asString()).isEqualTo(HarmlessText.of(text));
        assertThat(entry.path("level").asString()).isEqualTo("traffic");
        assertThat(entry.path("remote").asString()).isEqualTo("evil\"\\x0a");
        assertThat(entry.path("x").asString()).isEqualTo("a\"\\x1b");
        assertThat(entry.size()).isEqualTo(7);
      }
    }
  }

  @Nested
  final class Overflow {
    @Test
    void aDiskThatHangsHoldsNobodyUpAndWhatWasLostIsCounted() throws InterruptedException {
      var lines = new Lines(1);
      try (var log = new ServerLog(Optional.of(LogLevel.TRAFFIC), lines, CLOCK, 4, "Alford")) {
        receive(log, "first");
        lines.reached.await(); // The writer hangs in it: the queue is empty, with room for four.
        for (int i = 0; i < 10; i++) {
          receive(log, "line " + i);
        }
        lines.held.countDown();
        Awaitility.await().until(() -> lines.lines.size() == 6);
        receive(log, "afterwards");
      }
      assertThat(lines.lines)
          .map(line -> line.substring("2026-11-23T10:00:00.123Z ".length()).strip())
          .containsExactly(
              "in  127.0.0.1:51234 first",
              "in  127.0.0.1:51234 line 0",
              "in  127.0.0.1:51234 line 1",
              "in  127.0.0.1:51234 line 2",
              "in  127.0.0.1:51234 line 3",
              "warn 6 entries dropped: the log could not be written fast enough",
              "in  127.0.0.1:51234 afterwards");
    }
  }

  @Nested
  final class OnDisk {
    @TempDir private Path dir;

    private LogSettings settings(long maxFileBytes, int keepFiles) {
      return new LogSettings(
          dir.resolve("log"), LogLevel.TRAFFIC, LogFormat.TEXT, maxFileBytes, keepFiles);
    }

    private List<String> read(String file) throws IOException {
      return Files.readAllLines(dir.resolve("log").resolve(file));
    }

    @Test
    void eachServerHasItsOwnFile() throws IOException {
      try (var alford = ServerLog.open(settings(1 << 20, 5), "Alford");
          var ball = ServerLog.open(settings(1 << 20, 5), "Ball")) {
        alford.info("test", "this is Alford");
        ball.info("test", "this is Ball");
      }
      assertThat(read("Alford.log")).singleElement().asString().endsWith("Z info this is Alford");
      assertThat(read("Ball.log")).singleElement().asString().endsWith("Z info this is Ball");
    }

    @Test
    void aLineIsThereSoonWithoutClosingTheLog() {
      try (var log = ServerLog.open(settings(1 << 20, 5), "Alford")) {
        log.info("test", "soon");
        Awaitility.await().until(() -> read("Alford.log").size() == 1);
      }
    }

    @Test
    void aLogIsContinuedAfterARestart() throws IOException {
      for (int i = 0; i < 2; i++) {
        try (var log = ServerLog.open(settings(1 << 20, 5), "Alford")) {
          log.info("test", "started");
        }
      }
      assertThat(read("Alford.log")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "100%d %i (a) b", "ünï"})
    void aFullFileIsPutAsideAndOnlySoManyAreKept(String name) throws IOException {
      var settings = new LogSettings(dir.resolve(name), LogLevel.TRAFFIC, LogFormat.TEXT, 4096, 2);
      try (var log = ServerLog.open(settings, "Alford")) {
        for (int i = 0; i < 2000; i++) {
          log.info("test", "line " + i + " " + "x".repeat(100));
        }
      }
      try (var files = Files.list(dir.resolve(name))) {
        assertThat(files)
            .map(file -> file.getFileName().toString())
            .containsExactlyInAnyOrder("Alford.log", "Alford.1.log", "Alford.2.log");
      }
      assertThat(Files.size(dir.resolve(name).resolve("Alford.1.log")))
          .isBetween(4096L, 4096L + 8192 + 200);
    }

    @Test
    void whenTheFileCannotBeWrittenTheServerGoesOnAfterOneWarning() throws IOException {
      Files.writeString(dir.resolve("log"), "a file where the directory should be");
      var err = new ByteArrayOutputStream();
      PrintStream before = System.err;
      System.setErr(new PrintStream(err, true, UTF_8));
      try (var log = ServerLog.open(settings(1 << 20, 5), "Alford")) {
        assertThat(log.trafficEnabled()).isFalse();
        log.info("test", "unheard");
        receive(log, "unheard");
      } finally {
        System.setErr(before);
      }
      assertThat(err.toString(UTF_8).lines())
          .singleElement()
          .asString()
          .contains("Alford.log cannot be written", "Alford goes on without a log");
    }
  }
}

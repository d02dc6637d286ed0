package io.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.LogLevel;
import io.proxyherd.text.HarmlessText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * One line of a log, not yet written.
 *
 * @param event what happened, in a word such as {@code link_up}
 * @param who the other end of the connection; empty if there is none
 * @param facts of the text, one by one
 * @param text at most {@link #TEXT_LIMIT} bytes, as they were received; owned by the entry
 * @param length of the whole text in bytes, of which the rest is left away
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are written, never compared.
record LogEntry(
    Instant time,
    Kind kind,
    String event,
    String who,
    List<LogFact> facts,
    byte[] text,
    int length) {
  /** Bytes of a text that are logged. */
  static final int TEXT_LIMIT = 1024;

  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  /** A second as it is printed, without its millis: many lines of one second share it. */
  private record Second(long epochSecond, String text) {}

  private static volatile Second second = new Second(Long.MIN_VALUE, "");

  /** What an entry tells, with the word that begins its line. */
  enum Kind {
    IN("in ", LogLevel.TRAFFIC),
    OUT("out", LogLevel.TRAFFIC),
    INFO("info", LogLevel.INFO),
    WARN("warn", LogLevel.WARN),
    ERROR("error", LogLevel.ERROR);

    private final String word;
    private final LogLevel level;

    Kind(String word, LogLevel level) {
      this.word = word;
      this.level = level;
    }
  }

  /** The entry as a line with its line end: {@code 2026-11-23T10:00:00.123Z in who text}. */
  byte[] line() {
    var line = new StringBuilder(64 + text.length);
    printTime(line);
    line.append(' ').append(kind.word).append(' ');
    if (!who.isEmpty()) {
      byte[] bytes = who.getBytes(UTF_8);
      HarmlessText.append(line, bytes, 0, bytes.length);
      line.append(' ');
    }
    HarmlessText.append(line, text, 0, text.length);
    if (length > text.length) {
      line.append(" … (").append(length).append(" bytes)");
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }

  /**
   * The entry as a JSON object in one line with its line end. Its texts are those of {@link #line}.
   *
   * @param server whose log it is
   */
  byte[] json(String server) {
    var line = new StringBuilder(160 + text.length).append("{\"time\":\"");
    printTime(line);
    line.append('"');
    add(line, "level", kind.level.name().toLowerCase(Locale.ROOT));
    add(line, "server", server);
    add(line, "event", event);
    if (!who.isEmpty()) {
      add(line, "remote", who);
    }
    facts.forEach(fact -> add(line, fact));
    var message = new StringBuilder(text.length);
    HarmlessText.append(message, text, 0, text.length);
    addQuoted(line, "message", message);
    if (length > text.length) {
      line.append(",\"messageBytes\":").append(length);
    }
    return line.append("}\n").toString().getBytes(UTF_8);
  }

  private static void add(StringBuilder line, LogFact fact) {
    if (fact.value() instanceof Number || fact.value() instanceof Boolean) {
      line.append(",\"").append(fact.name()).append("\":").append(fact.value());
    } else {
      add(line, fact.name(), fact.value().toString());
    }
  }

  private static void add(StringBuilder line, String name, String value) {
    addQuoted(line, name, HarmlessText.of(value.getBytes(UTF_8)));
  }

  /** Of harmless text only two characters mean something to JSON. */
  private static void addQuoted(StringBuilder line, String name, CharSequence harmless) {
    line.append(",\"").append(name).append("\":\"");
    for (int at = 0; at < harmless.length(); at++) {
      char letter = harmless.charAt(at);
      if (letter == '"' || letter == '\\') {
        line.append('\\');
      }
      line.append(letter);
    }
    line.append('"');
  }

  private void printTime(StringBuilder line) {
    Second last = second;
    if (last.epochSecond != time.getEpochSecond()) {
      last = new Second(time.getEpochSecond(), SECOND.format(time));
      second = last;
    }
    int millis = time.getNano() / NANOS_PER_MILLI;
    line.append(last.text)
        .append((char) ('0' + millis / 100))
        .append((char) ('0' + millis / 10 % 10))
        .append((char) ('0' + millis % 10))
        .append('Z');
  }
}

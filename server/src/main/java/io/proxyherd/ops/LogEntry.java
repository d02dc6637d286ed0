package io.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.text.HarmlessText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line of a log, not yet written.
 *
 * @param who the other end of the connection; empty if there is none
 * @param text at most {@link #TEXT_LIMIT} bytes, as they were received; owned by the entry
 * @param length of the whole text in bytes, of which the rest is left away
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are written, never compared.
record LogEntry(Instant time, Kind kind, String who, byte[] text, int length) {
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
    IN("in "),
    OUT("out"),
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String word;

    Kind(String word) {
      this.word = word;
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

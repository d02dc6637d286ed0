package io.proxyherd.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowsTest {
  private static final String LINE = "AT Alford +0.5 kiwi +1+2 1";
  private static final Report KIWI = Reports.of(LINE, 1_500_000_000L, 60_000);

  private final RowParser parser = new RowParser(KIWI.stamp());

  @Test
  void printsARowOfEachKind() {
    assertThat(print(new Row.Header(1, "herd \"UCLA\"", "2026-11-23T13:08:02Z")))
        .isEqualTo(
            """
            {"format":"proxyherd-reports","version":1,"from":"herd \\"UCLA\\"","at":"2026-11-23T13:08:02Z"}
            """);
    assertThat(print(new Row.Entry(KIWI)))
        .isEqualTo(
            """
            {"client":"kiwi","line":"AT Alford +0.5 kiwi +1+2 1","receivedAtNanos":"1500000000","toleranceMs":60000,"tombstone":false}
            """);
    assertThat(print(new Row.Cursor("0-1"))).isEqualTo("{\"cursor\":\"0-1\"}\n");
    assertThat(print(new Row.End(7))).isEqualTo("{\"reports\":7}\n");
  }

  /** Clients of any bytes that may be in a line, times of any length, tombstones. */
  @Seeds(count = 2000)
  void whatIsPrintedIsParsed(long seed) {
    var random = new Random(seed);
    Report report = anyReport(random);
    byte[] printed = RowPrinter.print(new Row.Entry(report));

    assertThat(new String(printed, UTF_8).getBytes(UTF_8)).isEqualTo(printed);
    assertThat(parser.parse(withoutEnd(printed)))
        .isInstanceOfSatisfying(
            Row.Entry.class,
            entry -> {
              assertThat(entry.report()).isEqualTo(report);
              assertThat(entry.report().isTombstone()).isEqualTo(report.isTombstone());
              assertThat(entry.report().toleranceMs()).isEqualTo(report.toleranceMs());
              assertThat(entry.report().receivedAtNanos()).isEqualTo(report.receivedAtNanos());
            });
  }

  /** A bit flipped, bytes cut out or put in: a row that prints as it came, or a word why not. */
  @Seeds(count = 2000)
  void hostileLinesAreBad(long seed) {
    var random = new Random(seed);
    byte[] line = withoutEnd(RowPrinter.print(new Row.Entry(anyReport(random))));
    for (int change = random.nextInt(4); change >= 0 && line.length > 0; change--) {
      int at = random.nextInt(line.length);
      switch (random.nextInt(3)) {
        case 0 -> line[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> line = Arrays.copyOf(line, at);
        default -> line[at] = (byte) random.nextInt(256);
      }
    }
    Row row = parser.parse(line);
    if (row instanceof Row.Bad(String problem)) {
      assertThat(problem).contains(" (expected: ").doesNotContain("\n");
    } else {
      assertThat(parser.parse(withoutEnd(RowPrinter.print(row)))).isEqualTo(row);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``            | line: nothing (expected: a JSON object in UTF-8, no member twice)
          []            | line: [] (expected: a JSON object in UTF-8, no member twice)
          {"a":1,"a":1} | line: {"a":1,"a":1} (expected: a JSON object in UTF-8, no member twice)
          {"cursor":1}  | cursor: 1 (expected: text)
          {"reports":-1} | reports: -1 (expected: a whole number from 0 to 9223372036854775807)
          {"x":1}       | members: x (expected: client, line, receivedAtNanos, toleranceMs, tombstone; check the spelling)
          {"format":"proxyherd-reports","version":2,"from":"a","at":"b"} | version: 2 (expected: at most 1; read it with a newer herd)
          """)
  void saysWhatIsWrong(String line, String problem) {
    assertThat(parser.parse(line.getBytes(UTF_8))).isEqualTo(new Row.Bad(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "client":"kiwi"  | "client":"kivi" | client: kivi (expected: the one that the line names)
          "client":"kiwi"  | "client":"ki\\\\wi" | client: ki\\wi (expected: bytes that are no text as \\x1b, a backslash as two)
          "1500000000"     | 1500000000 | receivedAtNanos: 1500000000 (expected: text)
          "1500000000"     | "1e9" | receivedAtNanos: 1e9 (expected: nanoseconds since 1970, as text)
          60000            | -1 | toleranceMs: -1 (expected: a whole number from 0 to 2147483647)
          false            | 0 | tombstone: 0 (expected: true or false)
          +1+2 1           | +1+2 x | line: AT Alford +0.5 kiwi +1+2 x (expected: AT <server> <skew> <client> <location> <time>)
          """)
  void saysWhatIsWrongWithAReport(String part, String other, String problem) {
    String line = print(new Row.Entry(KIWI)).replace(part, other.replace("\\\\", "\\\\")).strip();
    assertThat(parser.parse(line.getBytes(UTF_8))).isEqualTo(new Row.Bad(problem));
  }

  private static Report anyReport(Random random) {
    byte[] client = new byte[1 + random.nextInt(256)];
    for (int i = 0; i < client.length; i++) {
      byte b =
          (byte) (random.nextBoolean() ? random.nextInt(256) : "\\\"x0é".charAt(random.nextInt(5)));
      client[i] = b == ' ' || (b >= '\t' && b <= '\r') ? (byte) 'k' : b;
    }
    String name = new String(client, ISO_8859_1);
    String line = "AT Alford +0.123456789 " + name + " +1.5-2 " + random.nextInt() + ".5";
    line = line.replace(" -", " ");
    Report report = Reports.of(line, random.nextLong() >>> 2, random.nextInt(1 << 20));
    return random.nextInt(3) == 0
        ? Report.tombstone(report, "Ball", random.nextLong() >>> 2, report.stamp())
        : report;
  }

  private static byte[] withoutEnd(byte[] row) {
    return Arrays.copyOf(row, row.length - 1);
  }

  private static String print(Row row) {
    return new String(RowPrinter.print(row), UTF_8);
  }
}

package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineSplitterTest implements LineSplitter.Lines {
  private static final int LIMIT = 100;

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(LIMIT);

  @Test
  void givesAwayLinesWithoutTheirLineFeed() {
    feed("one\ntwo\r\n\nthr");
    feed("ee\n");

    assertThat(lines).containsExactly("one", "two\r", "", "three");
  }

  @Test
  void takesALineAtTheLimitAndComplainsOnceBeyondIt() {
    feed("a".repeat(LIMIT) + "\n");
    feed("b".repeat(LIMIT + 1) + "\n");
    feed("c".repeat(LIMIT));
    assertThat(lines).containsExactly("a".repeat(LIMIT), "too long: " + "b".repeat(64));

    feed("c");
    feed("c".repeat(10 * LIMIT));
    feed("\nd\n");
    assertThat(lines.subList(2, lines.size())).containsExactly("too long: " + "c".repeat(64), "d");
  }

  @Test
  void flushesWhatWaitsAndNothingElse() {
    splitter.flush(this);
    assertThat(lines).isEmpty();

    feed("one\ntwo");
    assertThat(splitter.isWaiting()).isTrue();
    splitter.flush(this);

    assertThat(splitter.isWaiting()).isFalse();
    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void flushesALineThatIsSkippedWithoutAnotherWord() {
    feed("a".repeat(LIMIT + 1));
    splitter.flush(this);
    feed("b\n");

    assertThat(lines).containsExactly("too long: " + "a".repeat(64), "b");
  }

  /** If it kept the bytes, the test's heap of 1 GiB would not do. */
  @Test
  void keepsNothingOfAGibibyteWithoutLineFeed() {
    byte[] chunk = new byte[1 << 20];
    Arrays.fill(chunk, (byte) 'x');
    for (int i = 0; i < 1024; i++) {
      splitter.feed(chunk, 0, chunk.length, this);
    }
    feed("\nnext\n");

    assertThat(lines).containsExactly("too long: " + "x".repeat(64), "next");
  }

  @Seeds(count = 500)
  void doesNotMindHowTheBytesAreCut(long seed) {
    var random = new Random(seed);
    String text = text(random);
    feed(text);
    List<String> whole = List.copyOf(lines);
    lines.clear();
    splitter.flush(this);
    lines.clear();

    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(150) + 1));
      feed(text.substring(from, to));
      from = to;
    }

    assertThat(lines).isEqualTo(whole);
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    lines.add(new String(bytes, from, to - from, ISO_8859_1));
  }

  @Override
  public void tooLong(byte[] bytes, int from, int to) {
    lines.add("too long: " + new String(bytes, from, to - from, ISO_8859_1));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int line = 0; line < 10; line++) {
      int length = random.nextBoolean() ? LIMIT - 2 + random.nextInt(4) : random.nextInt(2 * LIMIT);
      for (int i = 0; i < length; i++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    splitter.feed(bytes, 0, bytes.length, this);
  }
}

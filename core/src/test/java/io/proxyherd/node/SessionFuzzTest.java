package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.proxyherd.Seeds;
import io.proxyherd.command.Lines;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Whatever a client sends, a session answers each line that is not blank once, and never throws.
 * {@code mvn verify} plays the corpus and some seeds; this looks for more, for ten minutes:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn test -pl core -Djazzer.hooks -Djacoco.skip -Dtest=SessionFuzzTest#answersAnything
 * </pre>
 *
 * <p>Let it end: a run that is killed leaves a crash file that is none.
 */
final class SessionFuzzTest {
  private static final int LINE_LIMIT = 100;

  /** The first byte says how long the segments are. */
  @FuzzTest(maxDuration = "10m")
  void answersAnything(byte[] input) {
    if (input.length > 0) {
      answersEachLineOnce(Arrays.copyOfRange(input, 1, input.length), 1 + (input[0] & 0xFF));
    }
  }

  @Seeds(count = 300)
  void answersNearlyValidLines(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int line = 0; line < 40; line++) {
      text.append(Lines.nearlyValid(random)).append(random.nextInt(10) == 0 ? "" : "\n");
    }
    answersEachLineOnce(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), 1 + random.nextInt(300));
  }

  private static void answersEachLineOnce(byte[] input, int segmentLength) {
    var world = new World(0);
    RecordingClient client =
        world.start("Alford", Conditions.DEFAULT.withLineLimit(LINE_LIMIT)).connect();
    for (int from = 0; from < input.length; from += segmentLength) {
      int to = Math.min(input.length, from + segmentLength);
      client.sayBytes(Arrays.copyOfRange(input, from, to));
    }
    client.halfClose();

    assertThat(client.replies()).isEqualTo(answersDue(input));
    assertThat(client.isClosed()).isTrue();
  }

  private static int answersDue(byte[] input) {
    int due = 0;
    int length = 0;
    boolean blank = true;
    for (byte b : input) {
      if (b == '\n') {
        due += blank && length <= LINE_LIMIT ? 0 : 1;
        length = 0;
        blank = true;
      } else {
        length++;
        blank &= b == ' ' || (b >= '\t' && b <= '\r');
      }
    }
    return due + (blank && length <= LINE_LIMIT ? 0 : 1);
  }
}

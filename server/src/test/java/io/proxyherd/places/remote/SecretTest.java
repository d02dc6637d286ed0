package io.proxyherd.places.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  private static final String EXPECTED = " (expected: the key alone, in one line)";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"abc", "abc\n", "abc\r\n", " abc \n\n"})
  void readsTheKeyWithoutItsLineEnd(String text) throws IOException {
    assertThat(Secret.read("x.key-file", file(text)).reveal()).isEqualTo("abc");
    assertThat(Secret.of("X_KEY", text).reveal()).isEqualTo("abc");
  }

  @Test
  void isNeverPrintedOrCompared() {
    var secret = Secret.of("x", "abc");
    assertThat(secret).hasToString("***").isNotEqualTo(Secret.of("x", "abc"));
    assertThat(secret).isNotInstanceOf(java.io.Serializable.class);
    assertThat(secret.hideIn("https://example.org/?key=abc&x=abcabc"))
        .isEqualTo("https://example.org/?key=***&x=******");
    assertThat(Secret.of("x", "a+b").hideIn("a+b a%2Bb")).isEqualTo("*** ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec ret",
        "sec\nret",
        "sec\tret",
        "sec\0ret",
        "secr\u00e9t",
        "sec\u202eret",
        "sec\u007fret"
      })
  void refusesWhatNoKeyHasWithoutRepeatingIt(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Secret.read("x.key-file", file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(
            "x.key-file: "
                + file
                + ": has white space, control or other characters that no key has"
                + EXPECTED);
    assertThatThrownBy(() -> Secret.of("X_KEY", text))
        .hasMessageStartingWith("X_KEY: has white space")
        .hasMessageNotContaining("sec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t"})
  void refusesAnEmptyOne(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Secret.read("x.key-file", file))
        .hasMessage("x.key-file: " + file + ": empty" + EXPECTED);
  }

  @Test
  void refusesOneThatIsTooLong() throws IOException {
    assertThat(Secret.read("x", file("k".repeat(512))).reveal()).hasSize(512);
    Path file = file("k".repeat(100_000));
    assertThatThrownBy(() -> Secret.read("x.key-file", file))
        .hasMessage("x.key-file: " + file + ": longer than 512 characters" + EXPECTED);
  }

  @Test
  void namesAFileThatCanNotBeRead() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> Secret.read("x.key-file", missing))
        .hasMessage("x.key-file: " + missing + ": does not exist" + EXPECTED);
    assertThatThrownBy(() -> Secret.read("x.key-file", directory))
        .hasMessage("x.key-file: " + directory + ": is a directory" + EXPECTED);
  }

  @Test
  void namesAFileThatOthersHaveLockedAway() throws IOException {
    Path file = file("secret");
    Files.setPosixFilePermissions(file, Set.of());
    if (!Files.isReadable(file)) { // Root reads it all the same.
      assertThatThrownBy(() -> Secret.read("x.key-file", file))
          .hasMessage("x.key-file: " + file + ": may not be read by this user" + EXPECTED);
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("key"), text);
  }
}

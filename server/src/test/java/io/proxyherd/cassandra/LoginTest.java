package io.proxyherd.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
  @TempDir private Path dir;

  @Test
  void readsThePasswordWithoutItsLineEnd() throws IOException {
    Path file = Files.writeString(dir.resolve("password"), "tr\u00e4 la\r\n");

    assertThat(Login.read("herd", "cassandra.password-file", file).revealPassword())
        .isEqualTo("tr\u00e4 la");
  }

  @Test
  void printsNoPassword() {
    assertThat(Login.of("herd", "HERD_CASSANDRA_PASSWORD", "trala")).hasToString("herd");
  }

  @Test
  void namesTheFileThatIsMissing() {
    Path file = dir.resolve("nowhere");

    assertThatThrownBy(() -> Login.read("herd", "cassandra.password-file", file))
        .hasMessage(
            "cassandra.password-file: "
                + file
                + ": does not exist (expected: the password alone, in one line)");
  }

  @Test
  void refusesWhatCanBeNoPasswordAndDoesNotRepeatIt() {
    assertThatThrownBy(() -> Login.of("herd", "HERD_CASSANDRA_PASSWORD", ""))
        .hasMessage("HERD_CASSANDRA_PASSWORD: empty (expected: the password alone, in one line)");
    assertThatThrownBy(() -> Login.of("herd", "HERD_CASSANDRA_PASSWORD", "a\nb"))
        .hasMessageContaining("control characters")
        .hasMessageNotContaining("a\nb");
    assertThat(Login.of("herd", "it", "x".repeat(1024))).isNotNull();
    assertThatThrownBy(() -> Login.of("herd", "it", "x".repeat(1025)))
        .hasMessageContaining("longer than 1024 characters");
  }
}

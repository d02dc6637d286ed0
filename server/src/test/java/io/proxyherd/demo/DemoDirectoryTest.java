package io.proxyherd.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDirectoryTest {
  @TempDir private Path dir;
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = dir.resolve("data/demo");
  }

  @Test
  void nothingIsLeft() throws IOException {
    try (var demo = DemoDirectory.take(path)) {
      keepSomething(demo.path());
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void whatAKilledOneLeftIsSweptByTheNext() throws IOException {
    keepSomething(path);
    Files.createFile(path.resolve("demo.lock"));
    try (var demo = DemoDirectory.take(path)) {
      assertThat(demo.path().resolve("Alford")).doesNotExist();
    }
  }

  @Test
  void whatIsSomebodyElsesStays() throws IOException {
    Path file = keepSomething(path);
    assertThatThrownBy(() -> DemoDirectory.take(path))
        .isInstanceOf(IOException.class)
        .hasMessage(path + ": holds something else (expected: no such directory); move it away");
    assertThat(file).exists();
  }

  @Test
  void oneAtATime() throws IOException {
    try (var demo = DemoDirectory.take(path)) {
      Path file = keepSomething(demo.path());
      assertThatThrownBy(() -> DemoDirectory.take(path))
          .hasMessage(path + ": another demo is running there; stop it first");
      assertThat(file).exists();
    }
  }

  @Test
  void whatIsLinkedToStays() throws IOException {
    Path file = keepSomething(dir.resolve("elsewhere"));
    try (var demo = DemoDirectory.take(path)) {
      Files.createSymbolicLink(demo.path().resolve("link"), dir.resolve("elsewhere"));
    }
    assertThat(path).doesNotExist();
    assertThat(file).exists();
  }

  private static Path keepSomething(Path directory) throws IOException {
    Path server = Files.createDirectories(directory.resolve("Alford"));
    return Files.createFile(server.resolve("segment"));
  }
}

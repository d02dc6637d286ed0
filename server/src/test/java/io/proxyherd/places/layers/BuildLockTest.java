package io.proxyherd.places.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildLockTest {
  private final Path file;

  BuildLockTest(@TempDir Path directory) {
    file = directory.resolve("build.lock");
  }

  @Test
  void isRefusedWhileAnotherThreadHoldsIt() throws Exception {
    try (var threads = Executors.newSingleThreadExecutor();
        var _ = BuildLock.take(file, Duration.ofMinutes(1))) {
      threads.submit(this::assertRefused).get();
    }
  }

  @Test
  void canBeTakenAgainOnceItIsGivenBack() throws IOException {
    BuildLock.take(file, Duration.ofMinutes(1)).close();
    BuildLock.take(file, Duration.ZERO).close();
  }

  @Test
  void locksTheFileAgainstOtherProcesses() throws IOException {
    try (var _ = BuildLock.take(file, Duration.ofMinutes(1));
        var other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(other::tryLock);
    }
    try (var other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
    }
  }

  private void assertRefused() {
    assertThatIOException()
        .isThrownBy(() -> BuildLock.take(file, Duration.ZERO))
        .withMessage("%s is held by another build that does not end", file);
  }
}

package io.proxyherd.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a person is watching. */
final class Terminal {
  /** Where Linux shows what standard error is connected to. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether what is printed goes to a terminal that can be drawn on, and keys come from it. */
  static boolean isScreen() {
    return isInteractive() && !"dumb".equals(System.getenv("TERM"));
  }

  private static boolean isInteractive() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** Whether standard error is a terminal; where that can't be told, whether the others are. */
  static boolean isStderr() {
    try {
      String target = Files.readSymbolicLink(STDERR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return isInteractive();
    }
  }
}

package io.proxyherd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What tests that send signals must know of the process that they run in. */
public final class Signals {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";

  private Signals() {}

  /**
   * Skips the test where the signal is ignored: a script that starts a command in the background,
   * or nohup, has it so, children inherit that, and no shell can take it back.
   */
  public static void assumeHeard(String signal) throws IOException {
    if (Files.exists(STATUS)) {
      long bit = 1L << (NUMBERS.get(signal) - 1);
      assumeTrue((ignored() & bit) == 0, () -> "SIG" + signal + " is ignored in this process");
    }
  }

  private static long ignored() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(IGNORED))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
        .findFirst()
        .orElse(0);
  }
}

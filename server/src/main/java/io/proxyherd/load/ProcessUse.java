package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What processes have used so far, as Linux tells.
 *
 * @param cpuSeconds user and system time of all threads
 * @param residentBytes memory that is in RAM
 */
public record ProcessUse(double cpuSeconds, long residentBytes) {
  // What /proc counts in: 100 a second and 4 KiB, on every Linux that this runs on.
  private static final double TICKS_PER_SECOND = 100;
  private static final int PAGE_BYTES = 4096;

  /** The sum of some processes; nothing where there is no /proc, or one of them is none. */
  static Optional<ProcessUse> of(List<Long> processes) {
    var sum = new ProcessUse(0, 0);
    for (long process : processes) {
      Optional<ProcessUse> one = of(process);
      if (one.isEmpty()) {
        return one;
      }
      sum =
          new ProcessUse(
              sum.cpuSeconds + one.get().cpuSeconds, sum.residentBytes + one.get().residentBytes);
    }
    return Optional.of(sum);
  }

  private static Optional<ProcessUse> of(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"), ISO_8859_1);
      // Behind the name, which may hold spaces and parentheses.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      return Optional.of(
          new ProcessUse(ticks / TICKS_PER_SECOND, Long.parseLong(fields[21]) * PAGE_BYTES));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}

package io.proxyherd.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server's process takes of the machine. */
final class ProcessMemory {
  private ProcessMemory() {}

  /** All of its memory, KiB. */
  static long rssKib(HerdProcess process) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }
  }

  /** What is alive on its heap after a full collection, bytes. */
  static long liveBytes(HerdProcess process) throws IOException {
    var command = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var jcmd =
        new ProcessBuilder(command, Long.toString(process.pid()), "GC.class_histogram").start();
    try (var lines = jcmd.inputReader().lines()) {
      return lines
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[2]))
          .sum();
    }
  }

  /** What it has computed, hundredths of a second. */
  static long cpuTicks(HerdProcess process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // After the name, which may have spaces.
    var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
  }
}

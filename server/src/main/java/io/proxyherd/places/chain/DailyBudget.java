package io.proxyherd.places.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of a UTC day, counted in a file, so that a restart forgets none: {@code 2026-11-23
 * 0000000017} and a line end. Each call is on the disk before it is made; what can't be written is
 * not granted. The processes that share the file share the budget. Safe for many threads.
 */
final class DailyBudget {
  private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d{10})\n");
  private static final int LINE_BYTES = 22;

  /** A file lock excludes other processes only; within a process it is an error to ask twice. */
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final Path file;
  private final int mostCalls;
  private final InstantSource clock;
  private volatile Day lastSeen = new Day(LocalDate.MIN, 0);

  private record Day(LocalDate date, long calls) {}

  /**
   * @param file in a directory that is made when needed
   * @param mostCalls of all processes together, per day
   */
  DailyBudget(Path file, int mostCalls, InstantSource clock) {
    this.file = file;
    this.mostCalls = mostCalls;
    this.clock = clock;
  }

  /** How many calls a day has. */
  int mostCalls() {
    return mostCalls;
  }

  /** How many are left of today, as far as this process knows. */
  int left() {
    Day seen = lastSeen;
    return seen.date.isBefore(today()) ? mostCalls : (int) Math.max(0, mostCalls - seen.calls);
  }

  /**
   * Counts one call, if there is one left. May wait for the disk.
   *
   * @return whether it may be made
   * @throws IOException if it can't be counted; then it must not be made
   */
  boolean take() throws IOException {
    WITHIN_PROCESS.lock();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var channel = FileChannel.open(file, CREATE, READ, WRITE);
          var _ = channel.lock()) {
        return take(channel);
      }
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }

  private boolean take(FileChannel channel) throws IOException {
    LocalDate today = today();
    Day counted = read(channel).orElse(new Day(today, 0));
    // A clock that was set back does not begin the day anew.
    Day day = counted.date.isBefore(today) ? new Day(today, 0) : counted;
    boolean granted = day.calls < mostCalls;
    if (granted) {
      day = new Day(day.date, day.calls + 1);
      write(channel, day);
    }
    lastSeen = day;
    return granted;
  }

  private Optional<Day> read(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.allocate(LINE_BYTES + 1);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
    String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IOException(file + ": not a count of calls (expected: one line; delete the file)");
    }
    return Optional.of(new Day(LocalDate.parse(line.group(1)), Long.parseLong(line.group(2))));
  }

  /** Over the old line, which is as long: there is no moment without a count. */
  private static void write(FileChannel channel, Day day) throws IOException {
    var line = ByteBuffer.wrap("%s %010d\n".formatted(day.date, day.calls).getBytes(US_ASCII));
    while (line.hasRemaining()) {
      var _ = channel.write(line, line.position());
    }
    channel.force(false);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}

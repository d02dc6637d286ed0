package io.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.LogLevel;
import io.proxyherd.config.LogSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One server's log: its state changes, its peers that come and go and, at level traffic, every line
 * in and out. Any thread may log and none ever waits: a thread of the log's own writes. When it
 * cannot keep up, for a slow or full disk, entries are dropped and counted, and the count is logged
 * as soon as there is room again.
 */
public final class ServerLog implements AutoCloseable {
  /** Entries that may wait to be written; with their limited texts at most 8 MiB. */
  private static final int QUEUE_LIMIT = 8192;

  private static final int AT_A_TIME = 1024;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Optional<LogLevel> level;
  private final InstantSource clock;
  private final BlockingQueue<LogEntry> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;

  /** Where entries end up; called by the log's own thread only. */
  interface Sink extends AutoCloseable {
    void write(LogEntry entry);

    void flush();

    @Override
    void close();
  }

  /**
   * Opens {@code <dir>/<server>.log}. If that cannot be written, says so once on the standard error
   * and logs nothing.
   */
  public static ServerLog open(LogSettings settings, String server) {
    Optional<Sink> file = LogFile.open(settings, server);
    return new ServerLog(
        file.map(_ -> settings.level()),
        file.orElse(new Nowhere()),
        InstantSource.system(),
        QUEUE_LIMIT,
        server);
  }

  /**
   * A log of the entries that the level includes; empty = of none.
   *
   * @param sink closed with the log
   */
  ServerLog(
      Optional<LogLevel> level, Sink sink, InstantSource clock, int queueLimit, String server) {
    this.level = level;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(queueLimit);
    this.writer = Thread.ofPlatform().daemon().name("log-" + server).start(() -> writeAll(sink));
  }

  /** Whether lines in and out are logged at all. */
  public boolean trafficEnabled() {
    return enabled(LogLevel.TRAFFIC);
  }

  /**
   * Logs a line that came in.
   *
   * @param who from where, such as {@code 127.0.0.1:51234}
   */
  public void received(String who, byte[] bytes, int from, int to) {
    if (enabled(LogLevel.TRAFFIC)) {
      traffic(LogEntry.Kind.IN, who, bytes, from, to);
    }
  }

  /** Logs a line that went out. */
  public void sent(String who, byte[] bytes, int from, int to) {
    if (enabled(LogLevel.TRAFFIC)) {
      traffic(LogEntry.Kind.OUT, who, bytes, from, to);
    }
  }

  /**
   * Logs a state change of the server or a peer.
   *
   * @param event what happened, in a word such as {@code link_up}
   * @param facts of the text, one by one
   */
  void info(String event, String text, LogFact... facts) {
    log(LogLevel.INFO, LogEntry.Kind.INFO, event, text, facts);
  }

  /** Logs what may go wrong. */
  void warn(String event, String text, LogFact... facts) {
    log(LogLevel.WARN, LogEntry.Kind.WARN, event, text, facts);
  }

  /** Logs what went wrong. */
  void error(String event, String text, LogFact... facts) {
    log(LogLevel.ERROR, LogEntry.Kind.ERROR, event, text, facts);
  }

  /** Writes what still waits, for 2 s at most: a disk that hangs must not keep the server up. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      var _ = writer.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean enabled(LogLevel needed) {
    return level.isPresent() && level.get().includes(needed);
  }

  private void traffic(LogEntry.Kind kind, String who, byte[] bytes, int from, int to) {
    // Copied, for the caller's buffer lives on; shortened here, so that the queue stays small.
    int end = Math.min(to, from + LogEntry.TEXT_LIMIT);
    byte[] text = Arrays.copyOfRange(bytes, from, end);
    String event = kind == LogEntry.Kind.IN ? "received" : "sent";
    enqueue(new LogEntry(clock.instant(), kind, event, who, List.of(), text, to - from));
  }

  private void log(
      LogLevel needed, LogEntry.Kind kind, String event, String text, LogFact... facts) {
    if (enabled(needed)) {
      enqueue(entry(kind, event, text, facts));
    }
  }

  private LogEntry entry(LogEntry.Kind kind, String event, String text, LogFact... facts) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] kept = Arrays.copyOf(bytes, Math.min(bytes.length, LogEntry.TEXT_LIMIT));
    return new LogEntry(clock.instant(), kind, event, "", List.of(facts), kept, bytes.length);
  }

  private void enqueue(LogEntry entry) {
    if (!queue.offer(entry)) {
      dropped.incrementAndGet();
    }
  }

  private void writeAll(Sink sink) {
    try (sink) {
      writeUntilClosed(sink);
      drain(sink);
    }
  }

  private void writeUntilClosed(Sink sink) {
    try {
      while (true) {
        sink.write(queue.take());
        drain(sink);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void drain(Sink sink) {
    // Many at a time: each look into the queue may hold up those who log.
    var entries = new ArrayList<LogEntry>();
    while (queue.drainTo(entries, AT_A_TIME) > 0) {
      entries.forEach(sink::write);
      entries.clear();
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      String text = lost + " entries dropped: the log could not be written fast enough";
      sink.write(
          entry(LogEntry.Kind.WARN, "log_entries_dropped", text, new LogFact("entries", lost)));
    }
    sink.flush();
  }

  /** Takes the place of a file that cannot be written. */
  private record Nowhere() implements Sink {
    @Override
    public void write(LogEntry entry) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

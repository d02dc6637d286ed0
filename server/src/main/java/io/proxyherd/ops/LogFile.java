package io.proxyherd.ops;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import ch.qos.logback.core.util.FileSize;
import io.proxyherd.config.LogFormat;
import io.proxyherd.config.LogSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * A log file that is put aside as {@code <server>.1.log} when it is full, {@code .1} becoming
 * {@code .2} and so on. Logback's appender, for it survives a disk that is full for a while. Each
 * file has a logback of its own, so that several servers of one process do not share one. Not
 * thread-safe: owned by its log's thread.
 */
final class LogFile implements ServerLog.Sink {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] NOTHING = {};

  private final Context context = new ContextBase();
  private final RollingFileAppender<LogEntry> appender = new RollingFileAppender<>();

  /** The server's file; empty, after a word on the standard error, if it cannot be written. */
  static Optional<ServerLog.Sink> open(LogSettings settings, String server) {
    Path path = settings.dir().resolve(server + ".log");
    try {
      Files.createDirectories(settings.dir());
      Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return Optional.of(new LogFile(settings, server, path));
    } catch (IOException e) {
      System.err.printf(
          "herd: %s cannot be written (%s); %s goes on without a log; set log.dir%n",
          path, e.getClass().getSimpleName(), server);
      return Optional.empty();
    }
  }

  private LogFile(LogSettings settings, String server, Path path) throws IOException {
    appender.setContext(context);
    appender.setFile(path.toString());
    var full = new Full(settings.maxFileBytes(), Files.size(path));
    appender.setEncoder(new Lines(full, encoding(settings.format(), server)));
    // Flushed when there is nothing more to write: a system call for each line would be many.
    appender.setImmediateFlush(false);
    appender.setBufferSize(new FileSize(BUFFER_BYTES));
    full.setContext(context);
    full.start();
    appender.setTriggeringPolicy(full);
    var aside = new Aside(settings, server, path, full);
    aside.setContext(context);
    aside.setParent(appender);
    aside.start();
    appender.setRollingPolicy(aside);
    appender.start();
  }

  @Override
  public void write(LogEntry entry) {
    appender.doAppend(entry);
  }

  @Override
  public void flush() {
    try {
      appender.getOutputStream().flush();
    } catch (IOException _) {
      // The appender notices with the next entry, and opens the file anew.
    }
  }

  @Override
  public void close() {
    appender.stop();
  }

  /**
   * Whether the file is full, by what was written. Not logback's own policy, for that asks the
   * system how long the file is: at every line that took three quarters of the log's time.
   */
  private static final class Full extends TriggeringPolicyBase<LogEntry> {
    private final long mostBytes;
    private long bytes;

    Full(long mostBytes, long bytes) {
      this.mostBytes = mostBytes;
      this.bytes = bytes;
    }

    void written(int more) {
      bytes += more;
    }

    void begunAnew() {
      bytes = 0;
    }

    @Override
    public boolean isTriggeringEvent(File file, LogEntry next) {
      return bytes >= mostBytes;
    }
  }

  /**
   * Makes room for a new file by renaming. Not logback's own policy, for that reads the path as a
   * pattern, in which the percent sign of a directory's name has a meaning.
   */
  private static final class Aside extends RollingPolicyBase {
    private final LogSettings settings;
    private final String server;
    private final Path path;
    private final Full full;

    Aside(LogSettings settings, String server, Path path, Full full) {
      this.settings = settings;
      this.server = server;
      this.path = path;
      this.full = full;
    }

    @Override
    public void rollover() {
      try {
        for (int i = settings.keepFiles() - 1; i >= 1; i--) {
          if (Files.exists(aside(i))) {
            Files.move(aside(i), aside(i + 1), StandardCopyOption.REPLACE_EXISTING);
          }
        }
        Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
        full.begunAnew();
      } catch (IOException e) {
        // The appender then goes on with the file it has.
        throw new RolloverFailure("cannot rename " + path, e);
      }
    }

    private Path aside(int number) {
      return settings.dir().resolve(server + "." + number + ".log");
    }

    @Override
    public String getActiveFileName() {
      return path.toString();
    }
  }

  private static Function<LogEntry, byte[]> encoding(LogFormat format, String server) {
    return switch (format) {
      case TEXT -> LogEntry::line;
      case JSON -> entry -> entry.json(server);
    };
  }

  /** Entries as their lines. */
  private static final class Lines extends EncoderBase<LogEntry> {
    private final Full full;
    private final Function<LogEntry, byte[]> encoding;

    Lines(Full full, Function<LogEntry, byte[]> encoding) {
      this.full = full;
      this.encoding = encoding;
    }

    @Override
    public byte[] headerBytes() {
      return NOTHING;
    }

    @Override
    public byte[] encode(LogEntry entry) {
      byte[] line = encoding.apply(entry);
      full.written(line.length);
      return line;
    }

    @Override
    public byte[] footerBytes() {
      return NOTHING;
    }
  }
}

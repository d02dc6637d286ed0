package io.proxyherd.ops;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.proxyherd.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A log file that is put aside as {@code <server>.1.log} when it is full, {@code .1} becoming
 * {@code .2} and so on. Logback's appender, for it survives a disk that is full for a while. Each
 * file has a logback of its own, so that several servers of one process do not share one. Not
 * thread-safe: owned by its log's thread.
 */
final class LogFile implements ServerLog.Sink {
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

  private LogFile(LogSettings settings, String server, Path path) {
    appender.setContext(context);
    appender.setFile(path.toString());
    appender.setEncoder(new Lines());
    // Flushed when there is nothing more to write: a system call for each line would be many.
    appender.setImmediateFlush(false);
    var full = new SizeBasedTriggeringPolicy<LogEntry>();
    full.setMaxFileSize(new FileSize(settings.maxFileBytes()));
    full.setCheckIncrement(Duration.buildByMilliseconds(0));
    full.setContext(context);
    full.start();
    appender.setTriggeringPolicy(full);
    var aside = new Aside(settings, server, path);
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
   * Makes room for a new file by renaming. Not logback's own policy, for that reads the path as a
   * pattern, in which the percent sign of a directory's name has a meaning.
   */
  private static final class Aside extends RollingPolicyBase {
    private final LogSettings settings;
    private final String server;
    private final Path path;

    Aside(LogSettings settings, String server, Path path) {
      this.settings = settings;
      this.server = server;
      this.path = path;
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

  /** Entries as their lines. */
  private static final class Lines extends EncoderBase<LogEntry> {
    @Override
    public byte[] headerBytes() {
      return NOTHING;
    }

    @Override
    public byte[] encode(LogEntry entry) {
      return entry.line();
    }

    @Override
    public byte[] footerBytes() {
      return NOTHING;
    }
  }
}

package io.proxyherd.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/**
 * Keeps the terminal for our own words: what libraries log (Netty through logback, Lucene through
 * java.util.logging) is not printed. What matters to an operator is in the {@link ServerLog}; what
 * belongs to no server, such as an index of places that cannot be kept, is a line on the standard
 * error.
 */
public final class QuietConsole {
  private QuietConsole() {}

  /** To be called before anything else, for libraries log while they load. */
  public static void install() {
    LogManager.getLogManager().reset();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.reset();
      logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
      var words = new OwnWords();
      words.setContext(logback);
      words.start();
      Logger own = logback.getLogger("io.proxyherd");
      own.setLevel(Level.WARN);
      own.addAppender(words);
    }
  }

  /** Warnings of our own: one line each, never a stack trace. */
  private static final class OwnWords extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      IThrowableProxy cause = event.getThrowableProxy();
      String reason =
          cause == null ? "" : " (" + cause.getClassName() + ": " + cause.getMessage() + ")";
      System.err.println("herd: " + (event.getFormattedMessage() + reason).replace('\n', ' '));
    }
  }
}

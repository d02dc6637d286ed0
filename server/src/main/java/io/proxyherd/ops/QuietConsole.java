package io.proxyherd.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/**
 * Keeps the terminal for our own words: what libraries log (Netty through logback, Lucene through
 * java.util.logging) is not printed. What matters to an operator is in the {@link ServerLog}.
 */
public final class QuietConsole {
  private QuietConsole() {}

  /** To be called before anything else, for libraries log while they load. */
  public static void install() {
    LogManager.getLogManager().reset();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.reset();
      logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
  }
}

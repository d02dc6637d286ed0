package io.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class QuietConsoleTest {
  @Test
  void librariesPrintNothing() {
    QuietConsole.install();
    assertThat(LoggerFactory.getLogger("any").isErrorEnabled()).isFalse();
    assertThat(InternalLoggerFactory.getInstance("io.netty").isErrorEnabled()).isFalse();
    assertThat(Logger.getLogger("").getHandlers()).isEmpty();
  }
}

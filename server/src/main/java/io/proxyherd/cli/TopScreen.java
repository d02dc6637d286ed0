package io.proxyherd.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal, taken until it is closed and then as it was before, whatever ends the process
 * but a kill. Only what has changed is drawn. Closed on any thread, else owned by one.
 */
final class TopScreen implements AutoCloseable {
  /** What {@link #key} answers when none was pressed. */
  static final int NO_KEY = -1;

  private static final int QUIT = 'q';
  private static final int END_OF_INPUT = -1;

  private final org.jline.terminal.Terminal terminal;
  private final Attributes before;
  private final Display display;
  private final boolean isColoured;
  private final Thread hook = new Thread(this::restore, "screen");
  private Size size = Size.of(0, 0);
  private volatile boolean stopped;
  private boolean restored;

  private TopScreen(org.jline.terminal.Terminal terminal, boolean isColoured) {
    this.terminal = terminal;
    this.isColoured = isColoured;
    before = terminal.enterRawMode();
    display = new Display(terminal, true);
    withoutSuspending();
    terminal.handle(Signal.INT, _ -> stopped = true);
    Runtime.getRuntime().addShutdownHook(hook);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
  }

  /**
   * Takes the terminal of this process.
   *
   * @throws IOException if there is none
   */
  static TopScreen open(boolean isColoured) throws IOException {
    return new TopScreen(TerminalBuilder.builder().system(true).dumb(false).build(), isColoured);
  }

  /** Ctrl-Z would leave the shell with this screen. */
  private void withoutSuspending() {
    Attributes raw = terminal.getAttributes();
    raw.setControlChar(Attributes.ControlChar.VSUSP, 0);
    terminal.setAttributes(raw);
  }

  int width() {
    return size.getColumns();
  }

  int height() {
    return size.getRows();
  }

  /** Whether the window has another size than when this was asked before. */
  boolean isResized() {
    Size now = terminal.getSize();
    if (now.equals(size)) {
      return false;
    }
    size = Size.of(now);
    display.resize(size);
    display.clear();
    return true;
  }

  /** Shows the lines, which fit, and nothing else. */
  synchronized void show(List<TopLine> lines) {
    if (restored) {
      return;
    }
    var drawn = new ArrayList<AttributedString>();
    lines.forEach(line -> drawn.add(new AttributedString(line.text(), style(line.tone()))));
    display.update(drawn, 0);
  }

  private AttributedStyle style(Tone tone) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    if (!isColoured) {
      return tone == Tone.HEADING ? plain.bold() : plain;
    }
    return switch (tone) {
      case PLAIN -> plain;
      case HEADING -> plain.bold();
      case FAINT -> plain.faint();
      case GOOD -> plain.foreground(AttributedStyle.GREEN);
      case DOUBTFUL -> plain.foreground(AttributedStyle.YELLOW);
      case BAD -> plain.foreground(AttributedStyle.RED).bold();
    };
  }

  /** The key that is pressed within so long; q also for Ctrl-C and the end of the input. */
  int key(int millis) throws IOException {
    if (stopped) {
      return QUIT;
    }
    int key = terminal.reader().read(millis);
    if (stopped || key == END_OF_INPUT) {
      return QUIT;
    }
    return key < 0 ? NO_KEY : key;
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
  }

  @Override
  public void close() throws IOException {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending.
    }
    terminal.close();
  }
}

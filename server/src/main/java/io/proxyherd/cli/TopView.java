package io.proxyherd.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What {@code herd top} shows on a terminal, and what its keys do. Owned by one thread. */
final class TopView implements AutoCloseable {
  private static final int KEY_WAIT_MS = 100;

  private final TopScreen screen;
  private final Duration interval;
  private final AtomicReference<Optional<Pulse>> felt = new AtomicReference<>(Optional.empty());
  private final Thread feeling;
  private Optional<Pulse> shown = Optional.empty();
  private TopTable.Order order = TopTable.Order.GIVEN;
  private boolean isPaused;

  /**
   * @param pulses is asked on a thread of its own, so that keys act at once
   */
  TopView(TopScreen screen, Pulses pulses, Duration interval) {
    this.screen = screen;
    this.interval = interval;
    feeling = Thread.ofVirtual().start(() -> feel(pulses));
  }

  private void feel(Pulses pulses) {
    try (pulses) {
      while (true) {
        felt.set(Optional.of(pulses.next()));
      }
    } catch (InterruptedException _) {
      // The view is closed.
    }
  }

  /** Shows it until somebody quits. */
  void run() throws IOException {
    boolean isChanged = true;
    while (true) {
      Optional<Pulse> latest = isPaused ? shown : felt.get();
      boolean isResized = screen.isResized();
      isChanged = isChanged || isResized || !latest.equals(shown);
      shown = latest;
      if (isChanged) {
        screen.show(lines());
      }
      int key = screen.key(KEY_WAIT_MS);
      isChanged = key != TopScreen.NO_KEY;
      switch (key) {
        case 'q', 'Q' -> {
          return;
        }
        case 'p', 'P', ' ' -> isPaused = !isPaused;
        case 's', 'S' -> order = order.next();
        default -> {}
      }
    }
  }

  /** As many as the screen has rows; the last one says what the keys do. */
  private List<TopLine> lines() {
    int width = screen.width();
    int room = Math.max(0, screen.height() - 1);
    List<TopLine> all =
        shown
            .map(pulse -> new TopTable(pulse, ZoneId.systemDefault()).lines(order, width))
            .orElse(List.of(TopLine.plain("asking the servers")));
    var lines = new ArrayList<>(all.subList(0, Math.min(all.size(), room)));
    if (all.size() > room && room > 0) {
      lines.set(
          room - 1, new TopLine("  and " + (all.size() - room + 1) + " more lines", Tone.FAINT));
    }
    while (lines.size() < room) {
      lines.add(TopLine.plain(""));
    }
    lines.add(keys().cut(width));
    return lines;
  }

  private TopLine keys() {
    String state = isPaused ? "PAUSED" : "every " + seconds();
    return new TopLine(
        "q quit  p %s  s sort (%s)  %s"
            .formatted(isPaused ? "go on" : "pause", order.description(), state),
        isPaused ? Tone.DOUBTFUL : Tone.FAINT);
  }

  private String seconds() {
    return interval.toMillis() % 1000 == 0
        ? interval.toSeconds() + " s"
        : interval.toMillis() + " ms";
  }

  @Override
  public void close() {
    feeling.interrupt();
  }
}

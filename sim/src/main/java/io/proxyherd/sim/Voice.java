package io.proxyherd.sim;

import io.proxyherd.journal.JournalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings what one of those who work on a disk has to say to the node, in its order. */
final class Voice {
  private final Life life;
  // The same for all: what is said first must arrive first. What others say may arrive between.
  private final long delayNanos;
  private final List<Consumer<JournalWriter>> news = new ArrayList<>();

  Voice(Life life, long delayNanos) {
    this.life = life;
    this.delayNanos = delayNanos;
  }

  void add(Consumer<JournalWriter> more) {
    news.add(more);
  }

  /** Lets go what was added. */
  void tell() {
    if (!news.isEmpty()) {
      List<Consumer<JournalWriter>> told = List.copyOf(news);
      news.clear();
      life.after(delayNanos, () -> told.forEach(life::tellJournal));
    }
  }
}

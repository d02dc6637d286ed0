package io.proxyherd.journal;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Keeps what is said of the disk's work until it is told to a journal. */
final class LateNews implements DiskEvents {
  private final ArrayDeque<Consumer<JournalWriter>> news = new ArrayDeque<>();

  /** Tells it all, in its order. */
  void tell(JournalWriter journal) {
    while (!news.isEmpty()) {
      news.remove().accept(journal);
    }
  }

  @Override
  public void onWritten(long lsn) {
    news.add(journal -> journal.onWritten(lsn));
  }

  @Override
  public void onSynced(long lsn) {
    news.add(journal -> journal.onSynced(lsn));
  }

  @Override
  public void onRolled(long lsn) {
    news.add(journal -> journal.onRolled(lsn));
  }

  @Override
  public void onCheckpointPart() {
    news.add(JournalWriter::onCheckpointPart);
  }

  @Override
  public void onCheckpointEnd(long lsn, long bytes) {
    news.add(journal -> journal.onCheckpointEnd(lsn, bytes));
  }

  @Override
  public void onFailed(String reason) {
    news.add(journal -> journal.onFailed(reason));
  }

  @Override
  public void onLost(String reason) {
    news.add(journal -> journal.onLost(reason));
  }
}

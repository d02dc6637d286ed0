package io.proxyherd.node;

import io.proxyherd.command.Field;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Waiter;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The herd's own store behind the port: what this server knows, its journal, and its links to the
 * others. A report is kept once the journal has it; {@link Node#endOfBatch} is to follow. Clients'
 * lines go the same way without the port, for a reply to each would be garbage.
 */
final class HerdStore implements ReportStore {
  private static final StoreHealth UP =
      new StoreHealth(StoreHealth.State.UP, "on the servers of the herd");
  private static final StoreHealth READ_ONLY =
      new StoreHealth(StoreHealth.State.READ_ONLY, "this server can keep nothing; see its log");

  private final Node node;

  HerdStore(Node node) {
    this.node = node;
  }

  @Override
  public void offer(Report report, Consumer<Offered> answer) {
    if (node.isReadOnly()) {
      answer.accept(StoreFailure.READ_ONLY);
    } else if (!node.hasRoomFor(report.client())) {
      answer.accept(StoreFailure.FULL);
    } else {
      boolean isNews = node.take(report);
      whenKept(isNews ? Offered.Taken.NEWEST : Offered.Taken.STALE, answer);
    }
  }

  @Override
  public void find(Field client, Consumer<Found> answer) {
    answer.accept(
        node.store().find(client).<Found>map(Found.Known::new).orElseGet(Found.Unknown::new));
  }

  @Override
  public StoreHealth health() {
    return node.isReadOnly() ? READ_ONLY : UP;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  private void whenKept(Offered taken, Consumer<Offered> answer) {
    Optional<JournalWriter> journal = node.journal();
    long lsn = journal.map(JournalWriter::lsn).orElse(0L);
    // What changed nothing may have nothing to wait for.
    if (journal.isEmpty() || journal.get().isKept(lsn)) {
      answer.accept(taken);
      return;
    }
    journal
        .get()
        .await(
            new Waiter() {
              @Override
              public long lsn() {
                return lsn;
              }

              @Override
              public void kept() {
                answer.accept(taken);
              }

              @Override
              public void failed() {
                answer.accept(StoreFailure.READ_ONLY);
              }
            });
  }
}

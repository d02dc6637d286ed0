package io.proxyherd.store;

import io.proxyherd.command.Field;
import java.util.function.Consumer;

/**
 * Where a herd's reports are kept: on its own servers, or in a database behind them. Called on the
 * node's thread, and answers there, each request once: at once, or later and within the store's own
 * deadline. The order of reports, and when one expires, are never the store's to decide: it keeps
 * the greatest report by {@link Report#compareTo}.
 */
public interface ReportStore {
  /**
   * Keeps the report unless a greater one of its client is there. To offer it again, or after
   * others, changes nothing; what was refused may have been kept all the same.
   *
   * @param answer told once the report is kept as safely as the store promises, or is not
   */
  void offer(Report report, Consumer<Offered> answer);

  /** Finds the greatest report of a client: a tombstone perhaps, or one that has expired. */
  void find(Field client, Consumer<Found> answer);

  /** How the store is, as far as is known now. */
  StoreHealth health();

  /** Whether a request would begin at once; whoever can wait for that should. */
  boolean hasRoom();
}

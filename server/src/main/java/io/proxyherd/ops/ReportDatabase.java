package io.proxyherd.ops;

import io.proxyherd.metrics.StoreFigures;
import io.proxyherd.store.ReportStore;

/** A store of reports outside the herd, as one server uses it. */
public interface ReportDatabase extends AutoCloseable {
  /** The store; used on the node's thread. */
  ReportStore reports();

  /** What it counts; asked on the node's thread. */
  StoreFigures figures();

  /** What it is, for people, such as {@code Cassandra (keyspace herd at 127.0.0.1:9042)}. */
  String description();

  /** What it has yet to answer fails. */
  @Override
  void close();
}

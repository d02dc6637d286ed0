package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.proxyherd.command.Field;
import io.proxyherd.store.CellTimes;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.OrderedBytes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.StoreFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One thing that Cassandra is asked, and the way its answer takes: read on the driver's thread that
 * got it, told on the node's.
 *
 * @param <A> the answer
 */
abstract sealed class Request<A> permits Request.Offer, Request.Find {
  private final long askedAtNanos;
  private final Consumer<A> asker;
  private A outcome;

  /**
   * A request that is not answered yet.
   *
   * @param askedAtNanos by the store's own clock; its timeout counts from there
   */
  private Request(long askedAtNanos, A pending, Consumer<A> asker) {
    this.askedAtNanos = askedAtNanos;
    this.outcome = pending;
    this.asker = asker;
  }

  long askedAtNanos() {
    return askedAtNanos;
  }

  /** The statement that asks it. */
  abstract BoundStatement bind(Prepared database, Duration timeout);

  /** Cassandra has answered; on any thread, once, before {@link #tell}. */
  final void onAnswer(AsyncResultSet rows) {
    outcome = read(rows);
  }

  /** There will be no answer; otherwise as {@link #onAnswer}. */
  final void onFailure(StoreFailure failure) {
    outcome = failed(failure);
  }

  /** Tells who asked. */
  final void tell() {
    asker.accept(outcome);
  }

  /** What became of it. */
  final A outcome() {
    return outcome;
  }

  abstract A read(AsyncResultSet rows);

  abstract A failed(StoreFailure failure);

  /** A report to be kept. */
  static final class Offer extends Request<Offered> {
    private final Report report;
    private final CellTimes times;

    Offer(Report report, CellTimes times, long askedAtNanos, Consumer<Offered> asker) {
      super(askedAtNanos, StoreFailure.UNAVAILABLE, asker);
      this.report = report;
      this.times = times;
    }

    @Override
    BoundStatement bind(Prepared database, Duration timeout) {
      return database.insert(report.client().copy(), OrderedBytes.print(report), times, timeout);
    }

    @Override
    Offered read(AsyncResultSet rows) {
      return Offered.Taken.ACCEPTED;
    }

    @Override
    Offered failed(StoreFailure failure) {
      return failure;
    }
  }

  /** A client to be found. */
  static final class Find extends Request<Found> {
    private static final Found NOTHING = new Found.Unknown();

    /** The servers that accepted the reports gave them others; only links need those. */
    private static final Stamp STAMP = new Stamp(new Origin("cassandra", 0), 0);

    private final byte[] client;

    Find(Field client, long askedAtNanos, Consumer<Found> asker) {
      super(askedAtNanos, StoreFailure.UNAVAILABLE, asker);
      this.client = client.copy();
    }

    @Override
    BoundStatement bind(Prepared database, Duration timeout) {
      return database.select(client, timeout);
    }

    @Override
    Found read(AsyncResultSet rows) {
      Row row = rows.one();
      ByteBuffer value = row == null ? null : row.getByteBuffer(0);
      if (value == null) {
        return NOTHING;
      }
      byte[] printed = new byte[value.remaining()];
      value.get(printed);
      // What nobody can read is no report: a newer one takes its place.
      return OrderedBytes.parse(new Field(client, 0, client.length), printed, STAMP)
          .<Found>map(Found.Known::new)
          .orElse(NOTHING);
    }

    @Override
    Found failed(StoreFailure failure) {
      return failure;
    }
  }
}

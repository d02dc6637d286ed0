package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.proxyherd.stream.Batch;
import io.proxyherd.stream.Cursor;
import io.proxyherd.stream.Event;
import io.proxyherd.stream.Filter;
import io.proxyherd.stream.Subscription;
import io.proxyherd.transport.HerdServer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * All readers of a server's streams. They are told in turns: the node says once that there is news;
 * then those who can take something are asked for on its thread, some at a time, and told on the
 * gateway's. Not thread-safe: owned by the gateway's event loop.
 */
final class StreamReaders {
  /** Between the beginnings of two turns, so that what comes meanwhile shares a write. */
  private static final long PAUSE_NANOS = 10_000_000;

  /** How many readers are asked for in one go: meanwhile the node does nothing else. */
  private static final int TOGETHER = 64;

  /** How many events a reader is told at a time. */
  private static final int MOST_EVENTS = 256;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private record Asked(StreamReader reader, Subscription subscription, boolean isBeatDue) {}

  private record Told(StreamReader reader, Batch batch) {}

  private final HerdServer server;
  private final EventLoop loop;
  private final String herd;
  private final EventPrinter printer;
  private final Set<StreamReader> readers = new LinkedHashSet<>();
  private boolean turning;
  private boolean wanted;
  private boolean more;
  private long turnedNanos;

  /**
   * @param herd its name
   * @param name of the server
   * @param scope whose clients it lists
   * @param loop the gateway's
   */
  StreamReaders(HerdServer server, EventLoop loop, String herd, String name, String scope) {
    this.server = server;
    this.loop = loop;
    this.herd = herd;
    printer = new EventPrinter(name, scope);
    turnedNanos = System.nanoTime() - PAUSE_NANOS;
    server.tell(node -> node.subscriptions().tellNews(() -> later(this::wake)));
  }

  /** How many there are. */
  int size() {
    return readers.size();
  }

  /** What a reader has been told at its beginning. */
  Cursor cursor(Filter filter, Optional<Cursor> had) {
    int scope = filter.scope(herd);
    Instant now = Instant.now();
    return had.filter(cursor -> cursor.scope() == scope)
        .orElseGet(() -> Cursor.none(scope, now.getEpochSecond() * NANOS_PER_SECOND));
  }

  void add(StreamReader reader) {
    readers.add(reader);
    int scope = reader.filter().scope(herd);
    server.tell(node -> {
      Subscription opened = node.subscriptions().open(reader.filter(), reader.had(), scope);
      later(() -> {
        reader.opened(opened);
        if (reader.isGone()) {
          close(opened);
        }
        wake();
      });
    });
  }

  void remove(StreamReader reader) {
    if (readers.remove(reader)) {
      reader.subscription().ifPresent(this::close);
    }
  }

  private void close(Subscription subscription) {
    server.tell(node -> node.subscriptions().close(subscription));
  }

  ToldEvent print(Event event, String token) {
    return printer.print(event, token);
  }

  void failed(Channel channel, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof CodecException)) {
      server.tell(node -> node.observer().failed(channel.remoteAddress().toString(), cause));
    }
  }

  /** There may be something to tell, or somebody who can take it. */
  void wake() {
    if (turning) {
      wanted = true;
      return;
    }
    turning = true;
    long pauseNanos = more ? 0 : turnedNanos + PAUSE_NANOS - System.nanoTime();
    if (pauseNanos <= 0) {
      turn();
    } else {
      var _ = loop.schedule(this::turn, pauseNanos, NANOSECONDS);
    }
  }

  private void turn() {
    turnedNanos = System.nanoTime();
    wanted = false;
    more = false;
    var asked = new ArrayList<Asked>();
    for (StreamReader reader : readers) {
      if (reader.isReady()) {
        reader
            .subscription()
            .ifPresent(open -> asked.add(new Asked(reader, open, reader.isBeatDue())));
      }
    }
    server.tell(node -> {
      node.subscriptions().listen();
      ask(asked, 0);
    });
  }

  /** On the node's thread. */
  private void ask(List<Asked> asked, int from) {
    int to = Math.min(asked.size(), from + TOGETHER);
    var told = new ArrayList<Told>();
    for (Asked one : asked.subList(from, to)) {
      if (one.isBeatDue || one.subscription.isOwed()) {
        told.add(new Told(one.reader, one.subscription.poll(MOST_EVENTS)));
      }
    }
    later(() -> tell(told, asked, to));
  }

  private void tell(List<Told> told, List<Asked> asked, int next) {
    for (Told one : told) {
      more |= one.reader.tell(one.batch);
    }
    if (next < asked.size()) {
      server.tell(_ -> ask(asked, next));
      return;
    }
    turning = false;
    if (wanted || more) {
      wake();
    }
  }

  private void later(Runnable event) {
    try {
      loop.execute(event);
    } catch (RejectedExecutionException _) {
      // The gateway has ended, and its readers with it.
    }
  }
}

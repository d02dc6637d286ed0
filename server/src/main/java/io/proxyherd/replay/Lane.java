package io.proxyherd.replay;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.Row.Fix;
import java.io.IOException;
import java.util.Optional;

/**
 * One server's share of a replay: sends rows as IAMAT in a bounded window, matches each reply to
 * its row in order, connects again and repeats what was not answered when the connection breaks. An
 * IAMAT may be repeated: it says where a client was, not that it moved.
 */
final class Lane {
  private final Address server;
  private final LaneSettings settings;
  private final Tally tally;
  private final LaneQueue queue;
  private final Thread thread;
  private volatile Optional<HerdConnection> connection = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();

  Lane(Address server, LaneSettings settings, Tally tally) {
    this.server = server;
    this.settings = settings;
    this.tally = tally;
    queue = new LaneQueue(settings.window());
    thread = Thread.ofVirtual().name("lane " + server).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Sends a row, waiting for room in the window. */
  void send(Fix fix) throws InterruptedException, HerdException {
    if (!queue.add(fix)) {
      throw new HerdException(failure.orElse("stopped"));
    }
  }

  /** Nothing more will be sent; {@link #join} waits for the replies. */
  void finish() {
    queue.finish();
    if (queue.isDone()) {
      hangUp();
    }
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** Ends at once; what was not answered stays so. */
  void stop() {
    queue.close();
    hangUp();
    thread.interrupt();
  }

  /** Why this server was given up. */
  Optional<String> failure() {
    return failure;
  }

  /** How many rows were given to this lane and have no reply. */
  int unanswered() {
    return queue.size();
  }

  private void run() {
    try {
      int failures = 0;
      while (failures < settings.tries() && queue.awaitWork()) {
        failures = exchange(failures);
        Thread.sleep(settings.delayAfter(failures));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      queue.close();
    }
  }

  /** One connection from start to end; returns how many in a row brought no reply by now. */
  private int exchange(int failures) throws InterruptedException {
    var conversation = new Conversation(queue, settings.replyTimeout(), tally);
    try (var opened = HerdConnection.open(server, settings.replyTimeout())) {
      connection = Optional.of(opened);
      conversation.hold(opened);
      return 0;
    } catch (IOException e) {
      return queue.isDone() || conversation.answered() > 0 ? 0 : failed(failures + 1, e);
    } finally {
      connection = Optional.empty();
    }
  }

  private int failed(int failures, IOException e) {
    if (failures >= settings.tries()) {
      failure =
          Optional.of(
              server
                  + ": gave up after "
                  + failures
                  + " tries: "
                  + e.getMessage()
                  + "; start this server or leave it out of --to");
    }
    return failures;
  }

  private void hangUp() {
    connection.ifPresent(HerdConnection::hangUp);
  }
}

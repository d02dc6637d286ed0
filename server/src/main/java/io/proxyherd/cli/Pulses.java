package io.proxyherd.cli;

import io.proxyherd.config.ServerConfig;
import io.proxyherd.inquiry.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Feels a herd's pulse. Owned by one thread. */
final class Pulses implements AutoCloseable {
  private final List<ServerConfig> servers;
  private final Duration interval;
  private final Inquiry inquiry;
  private Optional<Pulse> last = Optional.empty();
  private long nextNanos = System.nanoTime();

  /**
   * @param timeout after which a server counts as away
   */
  Pulses(List<ServerConfig> servers, Duration interval, Duration timeout) {
    this.servers = List.copyOf(servers);
    this.interval = interval;
    inquiry = new Inquiry(timeout);
  }

  /** Asks all servers: the first time at once, then an interval after it asked before. */
  Pulse next() throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, nextNanos - System.nanoTime())));
    nextNanos = System.nanoTime() + interval.toNanos();
    var asked = inquiry.states(servers);
    Instant now = Instant.now();
    Pulse next =
        last.map(before -> before.next(now, asked)).orElseGet(() -> Pulse.first(now, asked));
    last = Optional.of(next);
    return next;
  }

  @Override
  public void close() {
    inquiry.close();
  }
}

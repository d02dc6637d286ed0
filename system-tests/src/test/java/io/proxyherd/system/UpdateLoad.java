package io.proxyherd.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients that move all the time, at a rate that does not depend on the answers. */
final class UpdateLoad implements AutoCloseable {
  private static final int TICK_MS = 10;
  private static final int TICKS_PER_SECOND = 1000 / TICK_MS;

  private final TestClient connection;
  private final int clients;
  private final int updatesPerTick;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final Thread reader;
  private final AtomicLong acknowledged = new AtomicLong();
  private long updates;

  /** Begins to send each second so many updates to that server, of one client after the other. */
  UpdateLoad(InetSocketAddress server, int clients, int updatesPerSecond) throws IOException {
    connection = new TestClient(server);
    this.clients = clients;
    updatesPerTick = updatesPerSecond / TICKS_PER_SECOND;
    reader = Thread.ofPlatform().start(this::read);
    var _ = executor.scheduleAtFixedRate(this::tick, 0, TICK_MS, MILLISECONDS);
  }

  /** The name of that client. */
  static String client(int index) {
    return "c" + index;
  }

  /** Its time now, as a client says it. */
  static String now() {
    Instant now = Instant.now();
    return "%d.%09d".formatted(now.getEpochSecond(), now.getNano());
  }

  /** How many updates were acknowledged. */
  long acknowledged() {
    return acknowledged.get();
  }

  private void tick() {
    var commands = new StringBuilder();
    String time = now();
    for (int i = 0; i < updatesPerTick; i++) {
      commands
          .append("IAMAT ")
          .append(client((int) (updates++ % clients)))
          .append(" +34.068930-118.445127 ")
          .append(time)
          .append('\n');
    }
    try {
      connection.sends(commands.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try {
      for (Optional<String> reply = connection.hearsPerhaps();
          reply.isPresent();
          reply = connection.hearsPerhaps()) {
        acknowledged.incrementAndGet();
      }
    } catch (IOException _) {
      // The server has gone; what was acknowledged is counted.
    }
  }

  /** Sends no more, and has read all answers. */
  @Override
  public void close() throws IOException {
    executor.close();
    try (connection) {
      connection.endsItsSide();
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

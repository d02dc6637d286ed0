package io.proxyherd.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * A herd in one thread on virtual time: what will happen stands in a queue, ordered by its moment
 * and then by the order of asking, so a seed gives the same run every time.
 */
public final class World {
  private record Event(long dueNanos, long number, Runnable action) {}

  /** Beyond this something goes round in circles at one moment. */
  private static final int MOST_EVENTS = 20_000_000;

  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::dueNanos).thenComparingLong(Event::number));
  private final Map<String, HerdServer> servers = new LinkedHashMap<>();
  private final List<Cable> cables = new ArrayList<>();
  private long nowNanos;
  private long count;

  public World(long seed) {
    random = new Random(seed);
  }

  /** Starts a server that may link with all the others. */
  public HerdServer start(String name, Conditions conditions, Set<String> neighbours) {
    var server = new HerdServer(this, conditions.node(name, neighbours));
    servers.put(name, server);
    return server;
  }

  /** Starts a server without neighbours. */
  public HerdServer start(String name, Conditions conditions) {
    return start(name, conditions, Set.of());
  }

  /** The server of that name. */
  public HerdServer server(String name) {
    HerdServer server = servers.get(name);
    if (server == null) {
      throw new IllegalArgumentException("server: " + name + " (expected: " + servers.keySet());
    }
    return server;
  }

  public List<HerdServer> servers() {
    return List.copyOf(servers.values());
  }

  /** Lays a cable; the first server dials. */
  public Cable lay(String dialler, String acceptor, Weather weather) {
    var cable = new Cable(this, server(dialler), server(acceptor), weather);
    cables.add(cable);
    cable.plugIn();
    return cable;
  }

  public List<Cable> cables() {
    return List.copyOf(cables);
  }

  /** Lets time pass and does what falls into it. */
  public void advance(Duration time) {
    long end = nowNanos + time.toNanos();
    for (Event next = events.peek(); next != null && next.dueNanos <= end; next = events.peek()) {
      events.remove();
      moveTo(Math.max(nowNanos, next.dueNanos));
      if (count > MOST_EVENTS) {
        throw new AssertionError("more than " + MOST_EVENTS + " events");
      }
      next.action.run();
    }
    moveTo(end);
  }

  /** Does what is due now. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /** Sets the wall clock of every server: nanoseconds since 1970. */
  public void setWalls(long wallNanos) {
    servers.values().forEach(server -> server.clock().setWall(wallNanos));
  }

  /** The world's chance; everything random comes from its seed. */
  public Random random() {
    return random;
  }

  long nowNanos() {
    return nowNanos;
  }

  void after(long delayNanos, Runnable action) {
    events.add(new Event(nowNanos + Math.max(0, delayNanos), count++, action));
  }

  private void moveTo(long moment) {
    nowNanos = moment;
    servers.values().forEach(server -> server.clock().advanceTo(moment));
  }
}

package io.proxyherd.bench;

import io.proxyherd.near.ClientAnswer;
import io.proxyherd.near.ClientQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who is near, measured side by side in one run: updates with and without the index, and the same
 * questions and updates to Redis (GEOSEARCH, GEOADD). {@code bench/near} starts it.
 */
public final class NearComparison {
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 150;
  private static final int QUESTIONS = 3000;

  private static final int MIXED_QUESTIONS = 1000;

  /** Moves to a question, in the workload of both. */
  private static final int MOVES = 10;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Crowd crowd;
  private final double radiusKm;

  private NearComparison(Crowd crowd, double radiusKm) {
    this.crowd = crowd;
    this.radiusKm = radiusKm;
  }

  /** The argument is the port of an empty Redis on this machine; without it there is none. */
  public static void main(String[] arguments) throws IOException {
    for (Crowd crowd : Crowd.values()) {
      var comparison = new NearComparison(crowd, crowd == Crowd.UNIFORM ? 100 : 1);
      comparison.compareUpdates();
      if (arguments.length > 0) {
        try (var redis = new RedisClients(Integer.parseInt(arguments[0]))) {
          comparison.compareWithRedis(redis);
        }
      }
    }
  }

  /**
   * Batch by batch in turn, in this thread's CPU time, so that other work beside it matters less.
   */
  private void compareUpdates() {
    var plain = new MovingCrowd();
    plain.gather(crowd);
    var indexed = new MovingCrowd();
    indexed.gather(crowd);
    indexed.makeIndex();
    long[] without = new long[ROUNDS];
    long[] with = new long[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long one = take(plain);
      long other = take(indexed);
      if (round >= 0) {
        without[round] = one;
        with[round] = other;
      }
    }
    System.out.printf(
        "%s: an IAMAT %d ns without the index, %d ns with it: %+.0f %%; index %.1f bytes a"
            + " client%n",
        crowd,
        median(without),
        median(with),
        100.0 * median(with) / median(without) - 100,
        (double) indexed.rig().node().nearbyClients().bytes() / MovingCrowd.CLIENTS);
  }

  private static long take(MovingCrowd clients) {
    clients.move();
    long before = THREADS.getCurrentThreadCpuTime();
    clients.take();
    return (THREADS.getCurrentThreadCpuTime() - before) / MovingCrowd.BATCH;
  }

  private void compareWithRedis(RedisClients redis) throws IOException {
    var clients = new MovingCrowd();
    clients.gather(crowd);
    clients.makeIndex();
    redis.resetStats();
    for (int client = 0; client < MovingCrowd.CLIENTS; client += MovingCrowd.BATCH) {
      clients.addTo(redis, client, client + MovingCrowd.BATCH);
    }
    double addMicros = redis.microsOf("geoadd") / MovingCrowd.BATCH;
    redis.resetStats();
    long[] ours = new long[QUESTIONS];
    long[] theirs = new long[QUESTIONS];
    int same = 0;
    for (int round = -QUESTIONS; round < QUESTIONS; round++) {
      ClientQuery.Near query = clients.anywhereWithin(radiusKm);
      List<ClientAnswer> answers = new ArrayList<>();
      long start = System.nanoTime();
      clients.rig().node().near(query, answers::add);
      long between = System.nanoTime();
      List<String> other =
          redis.nearest(query.latitude(), query.longitude(), query.radiusKm(), query.limit());
      long end = System.nanoTime();
      if (round >= 0) {
        ours[round] = between - start;
        theirs[round] = end - between;
        same += isSame((ClientAnswer.Page) answers.getFirst(), other) ? 1 : 0;
      }
    }
    System.out.printf(
        "%s, the 10 nearest within %.0f km of %,d clients: p50 %.0f µs, p99 %.0f µs;"
            + " Redis itself %.0f µs on average (%.1f times), with its socket p50 %.0f µs, p99"
            + " %.0f µs; same clients in %d of %d%n",
        crowd,
        radiusKm,
        MovingCrowd.CLIENTS,
        micros(ours, 0.5),
        micros(ours, 0.99),
        redis.microsOf("geosearch"),
        redis.microsOf("geosearch") / (Arrays.stream(ours).average().orElseThrow() / 1000),
        micros(theirs, 0.5),
        micros(theirs, 0.99),
        same,
        QUESTIONS);
    System.out.printf(
        "%s: Redis takes a client in %.2f µs (GEOADD of 1,000), and %d bytes a client%n",
        crowd, addMicros, redis.bytes() / MovingCrowd.CLIENTS);
    compareMixed(clients, redis);
    compareFar(clients);
  }

  /** Ten clients move, one by one, then somebody asks: what a server of a map has to do. */
  private void compareMixed(MovingCrowd clients, RedisClients redis) throws IOException {
    redis.resetStats();
    long updating = 0;
    long[] asking = new long[MIXED_QUESTIONS];
    for (int round = 0; round < MIXED_QUESTIONS; round++) {
      int[] moved = clients.move(MOVES);
      long start = THREADS.getCurrentThreadCpuTime();
      clients.take();
      updating += THREADS.getCurrentThreadCpuTime() - start;
      for (int client : moved) {
        clients.addTo(redis, client, client + 1);
      }
      ClientQuery.Near query = clients.anywhereWithin(radiusKm);
      List<ClientAnswer> answers = new ArrayList<>();
      long before = THREADS.getCurrentThreadCpuTime();
      clients.rig().node().near(query, answers::add);
      asking[round] = THREADS.getCurrentThreadCpuTime() - before;
      var _ = redis.nearest(query.latitude(), query.longitude(), query.radiusKm(), query.limit());
    }
    System.out.printf(
        "%s, %d moves to a question, CPU: a move %.2f µs (IAMAT and all), a question %.0f µs on"
            + " average, p99 %.0f µs; Redis itself %.2f and %.0f µs on average%n",
        crowd,
        MOVES,
        updating / 1000.0 / MIXED_QUESTIONS / MOVES,
        Arrays.stream(asking).average().orElseThrow() / 1000,
        micros(asking, 0.99),
        redis.microsOf("geoadd"),
        redis.microsOf("geosearch"));
  }

  /** Without a radius: what Redis would look at all clients for. */
  private void compareFar(MovingCrowd clients) {
    long[] nanos = new long[QUESTIONS];
    for (int round = -QUESTIONS; round < QUESTIONS; round++) {
      ClientQuery.Near near = clients.anywhere();
      var query =
          new ClientQuery.Near(
              -near.latitude(), -near.longitude(), near.radiusKm(), 10, Optional.empty());
      clients.move();
      clients.takeSome();
      List<ClientAnswer> answers = new ArrayList<>();
      long start = System.nanoTime();
      clients.rig().node().near(query, answers::add);
      if (round >= 0) {
        nanos[round] = System.nanoTime() - start;
      }
    }
    System.out.printf(
        "%s, the 10 nearest to a place on the other side of the earth, after 999 changes: p50 %.0f"
            + " µs, p99 %.0f µs%n",
        crowd, micros(nanos, 0.5), micros(nanos, 0.99));
  }

  private static boolean isSame(ClientAnswer.Page page, List<String> other) {
    List<String> found =
        page.clients().stream().map(client -> client.report().client().toString()).toList();
    return new java.util.HashSet<>(other).containsAll(found) && other.size() == 2 * found.size();
  }

  private static long median(long[] values) {
    return quantile(values, 0.5);
  }

  private static double micros(long[] nanos, double share) {
    return quantile(nanos, share) / 1000.0;
  }

  private static long quantile(long[] values, double share) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * sorted.length)];
  }
}

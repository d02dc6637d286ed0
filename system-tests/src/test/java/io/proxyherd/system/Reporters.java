package io.proxyherd.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Clients that report all the time, in batches of pipelined commands over a few connections, each
 * to a server by chance. What was acknowledged is remembered; what was under way when a server died
 * is not said again.
 */
final class Reporters implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int LARGEST_BATCH = 50;
  private static final int PAUSE_MS = 5;
  private static final int BATCHES_PER_CONNECTION = 20;

  private final List<InetSocketAddress> servers;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(CONNECTIONS);
  private final AtomicLong lastNumber = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Map<String, String> newest = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrongReplies = new ConcurrentLinkedQueue<>();
  // A batch is reported under the read lock: who rests has the other one.
  private final ReentrantReadWriteLock talking = new ReentrantReadWriteLock();

  /** They begin at once. */
  Reporters(List<InetSocketAddress> servers, Random random) {
    this.servers = servers;
    for (int i = 0; i < CONNECTIONS; i++) {
      var connection = new Connection(new Random(random.nextLong()));
      var _ = executor.scheduleWithFixedDelay(connection, 0, PAUSE_MS, MILLISECONDS);
    }
  }

  /** How many reports were acknowledged. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** The newest AT line that acknowledged a report, by client. */
  Map<String, String> newest() {
    return Map.copyOf(newest);
  }

  /** Replies to a report that do not acknowledge it. */
  List<String> wrongReplies() {
    return List.copyOf(wrongReplies);
  }

  /** The last report that a client has made. */
  NumberedReport last() {
    return new NumberedReport(lastNumber.get());
  }

  /**
   * What is older than what was acknowledged, or was never reported.
   *
   * @param acknowledged the {@link #newest} before the answers were asked for
   * @param answers about these clients, an AT line each or something else
   */
  List<String> lost(Map<String, String> acknowledged, List<String> clients, List<String> answers) {
    var lost = new ArrayList<String>();
    for (int i = 0; i < answers.size(); i++) {
      Optional<String> known = Optional.ofNullable(acknowledged.get(clients.get(i)));
      if (!isAsGood(answers.get(i), known)) {
        lost.add(
            "%s: %s (acknowledged: %s)"
                .formatted(clients.get(i), answers.get(i), known.orElse("nothing")));
      }
    }
    return lost;
  }

  private boolean isAsGood(String answer, Optional<String> known) {
    Optional<NumberedReport> answered =
        NumberedReport.of(answer).filter(report -> report.number() <= lastNumber.get());
    if (answered.isEmpty()) {
      return known.isEmpty() && !answer.startsWith("AT ");
    }
    long least = known.map(Reporters::number).orElse(0L);
    // The same report is answered in the same words.
    return answered.get().number() > least || known.equals(Optional.of(answer));
  }

  /** While that runs they report nothing, and have read what was answered. */
  void whileTheyRest(Callable<?> check) throws Exception {
    talking.writeLock().lock();
    try {
      var _ = check.call();
    } finally {
      talking.writeLock().unlock();
    }
  }

  /** They report no more, and have read what was answered. */
  @Override
  public void close() {
    executor.close();
  }

  private void acknowledge(NumberedReport said, String reply) {
    if (NumberedReport.of(reply).equals(Optional.of(said))) {
      acknowledged.incrementAndGet();
      newest.merge(said.client(), reply, Reporters::newer);
    } else {
      wrongReplies.add(said.iamat() + " → " + reply);
    }
  }

  private static String newer(String one, String other) {
    return number(one) > number(other) ? one : other;
  }

  private static long number(String at) {
    return NumberedReport.of(at).orElseThrow().number();
  }

  private final class Connection implements Runnable {
    private final Random random;
    private Optional<TestClient> client = Optional.empty();

    Connection(Random random) {
      this.random = random;
    }

    @Override
    public void run() {
      talking.readLock().lock();
      try {
        TestClient open = client.isPresent() ? client.get() : connect();
        client = Optional.of(open);
        if (!reportThrough(open) || random.nextInt(BATCHES_PER_CONNECTION) == 0) {
          leave(open);
        }
      } catch (IOException _) {
        // Killed: what has not been acknowledged may be there or not.
        client.ifPresent(this::leave);
      } finally {
        talking.readLock().unlock();
      }
    }

    private TestClient connect() throws IOException {
      return new TestClient(servers.get(random.nextInt(servers.size())));
    }

    private void leave(TestClient open) {
      client = Optional.empty();
      try {
        open.close();
      } catch (IOException _) {
        // It is gone.
      }
    }

    /** Whether all was answered. */
    private boolean reportThrough(TestClient server) throws IOException {
      var batch = new ArrayList<NumberedReport>();
      var commands = new StringBuilder();
      for (int count = 1 + random.nextInt(LARGEST_BATCH); count > 0; count--) {
        var report = new NumberedReport(lastNumber.incrementAndGet());
        batch.add(report);
        commands.append(report.iamat());
      }
      server.sends(commands.toString());
      for (NumberedReport report : batch) {
        Optional<String> reply = server.hearsPerhaps();
        if (reply.isEmpty()) {
          return false;
        }
        acknowledge(report, reply.get());
      }
      return true;
    }
  }
}

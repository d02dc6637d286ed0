package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.CassandraStore;
import io.proxyherd.command.Field;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.OrderedBytes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * What a store over Cassandra does in a second, how long it takes, and what that costs the server's
 * own process. No test (its name keeps it out of {@code mvn verify}), but figures:
 *
 * <pre>mvn verify -Dtest=CassandraStoreFigures -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
final class CassandraStoreFigures {
  private static final Duration SPAN =
      Duration.ofSeconds(Integer.getInteger("figures.seconds", 20));
  private static final int CLIENTS = Integer.getInteger("figures.clients", 100_000);
  private static final int[] IN_FLIGHT =
      Arrays.stream(System.getProperty("figures.in-flight", "1,64,512").split(",", -1))
          .mapToInt(Integer::parseInt)
          .toArray();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void measure() throws IOException {
    CassandraSettings settings = TestCluster.settings("figures");
    TestCluster.create(settings);
    System.out.printf(
        "%d clients, %d s each; a report has %d bytes of value%n",
        CLIENTS,
        SPAN.toSeconds(),
        OrderedBytes.print(report(0, Instant.now().getEpochSecond())).length);
    // First all clients once: the JVMs are warm then.
    try (var user = CassandraUser.connected(limited(settings, 256), Lifetimes.USUAL)) {
      run("fill", user, CLIENTS, Duration.ofMinutes(5), this::offer);
    }
    for (int inFlight : IN_FLIGHT) {
      try (var user = CassandraUser.connected(limited(settings, inFlight), Lifetimes.USUAL)) {
        run("offer, " + inFlight + " in flight", user, Long.MAX_VALUE, SPAN, this::offer);
        run("find, " + inFlight + " in flight", user, Long.MAX_VALUE, SPAN, this::find);
      }
    }
  }

  /** Asks the store one thing, of the client with that number. */
  private interface Ask {
    void ask(CassandraStore store, int client, Consumer<Object> answer);
  }

  private void offer(CassandraStore store, int client, Consumer<Object> answer) {
    store.offer(report(client, Instant.now().getEpochSecond()), answer::accept);
  }

  private void find(CassandraStore store, int client, Consumer<Object> answer) {
    byte[] name = name(client).getBytes(ISO_8859_1);
    store.find(new Field(name, 0, name.length), answer::accept);
  }

  private static Report report(int client, long second) {
    return Reports.of(
        "AT Alford +0.013563873 %s +34.0%05d-118.4%05d %d.%09d"
            .formatted(name(client), client % 100_000, client % 99_991, second, client),
        second);
  }

  private static String name(int client) {
    return "device-%08d".formatted(client);
  }

  /** Keeps as many under way as the store has room for. */
  private static void run(String what, CassandraUser user, long most, Duration span, Ask ask)
      throws IOException {
    var run = new Run(user, most, span, ask);
    long cpu = threadNanos();
    long[] bytes = bytes();
    long start = System.nanoTime();
    CassandraUser.join(user.begin(run::begin), Duration.ofMinutes(10));
    double seconds = (System.nanoTime() - start) / 1e9;
    long done = run.took.getTotalCount();
    System.out.printf(
        "%-22s %,8.0f/s  p50 %.2f  p99 %.2f  max %.2f ms  failed %d  %.1f µs CPU each, %.0f bytes"
            + " out, %.0f in%n",
        what,
        done / seconds,
        run.took.getValueAtPercentile(50) / 1e6,
        run.took.getValueAtPercentile(99) / 1e6,
        run.took.getMaxValue() / 1e6,
        run.failed,
        (threadNanos() - cpu) / 1e3 / done,
        (double) (bytes()[1] - bytes[1]) / done,
        (double) (bytes()[0] - bytes[0]) / done);
  }

  /** What its threads have used, those of the JVM's compilers and collectors left out. */
  private static long threadNanos() {
    return Arrays.stream(THREADS.getAllThreadIds())
        .map(THREADS::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }

  /** What this process has read and written, sockets included. */
  private static long[] bytes() throws IOException {
    Path io = Path.of("/proc/self/io");
    if (!Files.exists(io)) {
      return new long[2];
    }
    String text = Files.readString(io);
    return new long[] {count(text, "rchar"), count(text, "wchar")};
  }

  private static long count(String text, String name) {
    var matcher = Pattern.compile(name + ": (\\d+)").matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static CassandraSettings limited(CassandraSettings of, int inFlight) {
    return CassandraSystemTest.limited(of, inFlight, 0);
  }

  /** One run; on the node's thread. */
  private static final class Run {
    private final Histogram took = new Histogram(3);
    private final CassandraUser user;
    private final long most;
    private final long endNanos;
    private final Ask ask;
    private Consumer<Boolean> ended = _ -> {};
    private long asked;
    private long answered;
    private long failed;
    private boolean asking;

    Run(CassandraUser user, long most, Duration span, Ask ask) {
      this.user = user;
      this.most = most;
      this.endNanos = System.nanoTime() + span.toNanos();
      this.ask = ask;
    }

    void begin(Consumer<Boolean> whenEnded) {
      ended = whenEnded;
      askAll();
    }

    private void askAll() {
      if (asking) {
        return;
      }
      asking = true;
      while (user.store().hasRoom() && !isOver()) {
        int client = (int) (asked++ % CLIENTS);
        long start = System.nanoTime();
        ask.ask(user.store(), client, answer -> onAnswer(answer, start));
      }
      asking = false;
      if (isOver() && answered == asked) {
        ended.accept(true);
      }
    }

    private boolean isOver() {
      return asked >= most || System.nanoTime() >= endNanos;
    }

    private void onAnswer(Object answer, long start) {
      answered++;
      if (answer instanceof StoreFailure) {
        failed++;
      } else {
        took.recordValue(System.nanoTime() - start);
      }
      askAll();
    }
  }
}

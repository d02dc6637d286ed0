package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.config.Address;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks every server for what was reported last, again and again, until all know it. On each
 * connection that is its very last report and some before: what is sent last over a chain of
 * connections, or owed last, arrives last.
 */
final class Informed {
  private static final int SAMPLE = 1_000;

  private final LoadPlan plan;

  Informed(LoadPlan plan) {
    this.plan = plan;
  }

  /** A client, and the time of its last report. */
  private record Last(String client, String time) {
    boolean isToldBy(String answer) {
      return answer.startsWith("AT ")
          && answer.endsWith(" " + time)
          && answer.contains(" " + client + " ");
    }
  }

  /**
   * Waits until all know it.
   *
   * @return when the last of them did, by {@link System#nanoTime}
   */
  long await(List<LoadConnection> connections, long startMicros)
      throws LoadFailure, InterruptedException {
    List<Last> sample = sample(connections, startMicros);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var asked = new ArrayList<Future<Long>>();
      for (Address target : plan.targets()) {
        Callable<Long> asking = () -> ask(target, sample);
        asked.add(threads.submit(asking));
      }
      long latest = System.nanoTime();
      for (Future<Long> moment : asked) {
        latest = Math.max(latest, moment.get());
      }
      return latest;
    } catch (ExecutionException e) {
      throw LoadFailure.of(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Last> sample(List<LoadConnection> connections, long startMicros) {
    var sample = new ArrayList<Last>();
    int each = Math.max(1, SAMPLE / connections.size());
    for (LoadConnection connection : connections) {
      Sequence reported = connection.dialogue().reported();
      int clients = plan.clientsOf(connection.number());
      int step = Math.max(1, clients / each);
      // The client of the very last report, and those at equal distances from it.
      int last = reported.previous();
      for (int i = 0; i < Math.min(each, clients); i++) {
        int client = (int) ((last + (long) i * step) % clients);
        long count = reported.lastOf(client);
        if (count >= 0) {
          sample.add(
              new Last(
                  IamatText.id(plan, connection.number(), client),
                  IamatText.time(startMicros, count)));
        }
      }
    }
    return sample;
  }

  private long ask(Address target, List<Last> sample) throws IOException, LoadFailure {
    long deadline = System.nanoTime() + plan.timeout().toNanos();
    try (var socket = new Socket()) {
      socket.setSoTimeout(Math.toIntExact(plan.timeout().toMillis()));
      socket.connect(new InetSocketAddress(target.host(), target.port()));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      List<Last> open = sample;
      while (true) {
        List<Last> unknown = ask(socket, in, open);
        long now = System.nanoTime();
        if (unknown.isEmpty()) {
          return now;
        }
        if (now - deadline >= 0) {
          throw new LoadFailure(
              target
                  + " does not know the last report of "
                  + unknown.getFirst().client()
                  + " (expected: time "
                  + unknown.getFirst().time()
                  + "), and of "
                  + (unknown.size() - 1)
                  + " others");
        }
        open = unknown;
      }
    }
  }

  /** Asks for all of them at once; those that it does not know. */
  private List<Last> ask(Socket socket, BufferedReader in, List<Last> sample) throws IOException {
    var unknown = new ArrayList<Last>();
    for (int from = 0; from < sample.size(); from += plan.depth()) {
      List<Last> some = sample.subList(from, Math.min(sample.size(), from + plan.depth()));
      var lines = new StringBuilder();
      some.forEach(last -> lines.append("WHATSAT ").append(last.client()).append(" 1 1\n"));
      socket.getOutputStream().write(lines.toString().getBytes(ISO_8859_1));
      for (Last last : some) {
        String answer = line(in);
        if (!last.isToldBy(answer)) {
          unknown.add(last);
        }
        skipPlaces(answer, in);
      }
    }
    return unknown;
  }

  private static void skipPlaces(String answer, BufferedReader in) throws IOException {
    if (answer.startsWith("AT ")) {
      while (!line(in).isEmpty()) {
        // The places are of no interest here.
      }
    }
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("a server closed the connection when it was asked");
    }
    return line;
  }
}

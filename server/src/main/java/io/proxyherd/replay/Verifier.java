package io.proxyherd.replay;

import io.proxyherd.config.Address;
import io.proxyherd.replay.NewestRows.Newest;
import io.proxyherd.replay.track.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks every server of a herd for every client of a replay until all know the newest rows. */
public final class Verifier {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int MOST_DIFFERENCES = 10;

  private final List<Address> servers;
  private final Map<String, Newest> newest;

  Verifier(List<Address> servers, Map<String, Newest> newest) {
    this.servers = servers;
    this.newest = newest;
  }

  /** Asks again and again, only for the clients that still differ, until the time is over. */
  public Verification verify(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<String> open = newest.keySet().stream().sorted().toList();
    while (true) {
      List<Difference> differences = differences(open, deadline);
      if (differences.isEmpty() || System.nanoTime() + PAUSE.toNanos() >= deadline) {
        return verification(differences);
      }
      open = differences.stream().map(Difference::client).toList();
      Thread.sleep(PAUSE);
    }
  }

  private record Difference(String client, String text) {}

  private Verification verification(List<Difference> differences) {
    return new Verification(
        newest.size(),
        servers.size(),
        differences.size(),
        differences.stream().limit(MOST_DIFFERENCES).map(Difference::text).toList());
  }

  private List<Difference> differences(List<String> clients, long deadline)
      throws InterruptedException {
    List<ServerAnswers> answers = ask(clients, deadline);
    var differences = new ArrayList<Difference>();
    for (String client : clients) {
      difference(client, answers).ifPresent(text -> differences.add(new Difference(client, text)));
    }
    return differences;
  }

  private List<ServerAnswers> ask(List<String> clients, long deadline) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ServerAnswers>> asked =
          servers.stream()
              .map(server -> threads.submit(() -> ServerAnswers.of(server, clients, deadline)))
              .toList();
      var answers = new ArrayList<ServerAnswers>();
      for (Future<ServerAnswers> answer : asked) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking the herd failed: " + e.getCause(), e);
    }
  }

  /** The first thing that is wrong about a client. */
  private Optional<String> difference(String client, List<ServerAnswers> answers) {
    Newest expected = Optional.ofNullable(newest.get(client)).orElseThrow();
    String first = answers.getFirst().answer(client);
    for (ServerAnswers server : answers) {
      String answer = server.answer(client);
      if (!expected.isToldBy(answer)) {
        return Optional.of(
            server.server()
                + ": "
                + Excerpt.of(answer)
                + " (expected: AT ... "
                + Excerpt.of(expected.fields().iterator().next())
                + ")");
      }
      if (!answer.equals(first)) {
        return Optional.of(
            server.server()
                + ": "
                + Excerpt.of(answer)
                + " (expected: as "
                + answers.getFirst().server()
                + ": "
                + Excerpt.of(first)
                + ")");
      }
    }
    return Optional.empty();
  }
}

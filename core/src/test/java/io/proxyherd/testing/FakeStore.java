package io.proxyherd.testing;

import io.proxyherd.command.Field;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A store elsewhere, for servers of one thread: keeps the greatest report of each client, and does
 * not say which one that is. Answers at once, or when it is told to, or with a failure.
 */
public final class FakeStore implements ReportStore {
  private final Map<String, Report> reports = new HashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean isSlow;
  private boolean isFull;
  private Optional<StoreFailure> failure = Optional.empty();

  @Override
  public void offer(Report report, Consumer<Offered> answer) {
    answer(() -> answer.accept(failure.<Offered>map(each -> each).orElseGet(() -> keep(report))));
  }

  @Override
  public void find(Field client, Consumer<Found> answer) {
    String name = client.toString();
    answer(() -> answer.accept(failure.<Found>map(each -> each).orElseGet(() -> read(name))));
  }

  @Override
  public StoreHealth health() {
    return failure
        .map(each -> new StoreHealth(StoreHealth.State.DOWN, each.reason()))
        .orElseGet(() -> new StoreHealth(StoreHealth.State.UP, "a fake"));
  }

  @Override
  public boolean hasRoom() {
    return !isFull;
  }

  /** From now on answers wait for {@link #answerAll}; what they do is done then, too. */
  public void beSlow() {
    isSlow = true;
  }

  /** From now on it answers at once; what waits still does. */
  public void beFast() {
    isSlow = false;
  }

  /** From now on it has room for another request, or none. */
  public void setRoom(boolean room) {
    isFull = !room;
  }

  /** From now on every request fails so. */
  public void fail(StoreFailure each) {
    failure = Optional.of(each);
  }

  /** From now on requests are done. */
  public void recover() {
    failure = Optional.empty();
  }

  /** How many answers wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Gives the answer that has waited longest but for so many. */
  public void answer(int place) {
    waiting.remove(place).run();
  }

  /** Gives all answers that wait, and those that are asked for meanwhile, in any order. */
  public void answerAll(Random random) {
    while (!waiting.isEmpty()) {
      answer(random.nextInt(waiting.size()));
    }
  }

  /** The greatest report of the client. */
  public Optional<Report> greatest(String client) {
    return Optional.ofNullable(reports.get(client));
  }

  private void answer(Runnable answer) {
    if (isSlow) {
      waiting.add(answer);
    } else {
      answer.run();
    }
  }

  private Offered keep(Report report) {
    reports.merge(
        report.client().toString(),
        report,
        (held, offered) -> offered.isNewerThan(held) ? offered : held);
    return Offered.Taken.ACCEPTED;
  }

  private Found read(String client) {
    return greatest(client).<Found>map(Found.Known::new).orElseGet(Found.Unknown::new);
  }
}

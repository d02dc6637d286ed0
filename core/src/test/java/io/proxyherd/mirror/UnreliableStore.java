package io.proxyherd.mirror;

import io.proxyherd.command.Field;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An engine that does what a test says: an offer waits until it is carried out, which nobody is
 * told, and answered, in whatever order.
 */
final class UnreliableStore implements ReportStore {
  /** An offer without an answer. */
  record Waiting(Report report, Consumer<Offered> answer) {}

  private final Map<String, Report> reports = new TreeMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private StoreHealth.State state = StoreHealth.State.UP;
  private Optional<StoreFailure> refusal = Optional.empty();
  private boolean room = true;

  /** From here on requests are refused at once. */
  void refuse(StoreFailure reason) {
    refusal = Optional.of(reason);
  }

  /** From here on requests wait again. */
  void accept() {
    refusal = Optional.empty();
  }

  void setState(StoreHealth.State to) {
    state = to;
  }

  void setRoom(boolean has) {
    room = has;
  }

  /** What is kept, by client. */
  Map<String, Report> reports() {
    return reports;
  }

  /** The reports under way, for people. */
  List<String> underWay() {
    return waiting.stream().map(one -> one.report().client() + " " + time(one.report())).toList();
  }

  int waiting() {
    return waiting.size();
  }

  /** Keeps that offer's report, and says nothing yet. */
  void carryOut(int index) {
    keep(waiting.get(index).report());
  }

  /** Keeps that offer's report and says so. */
  void take(int index) {
    carryOut(index);
    answer(index, Offered.Taken.ACCEPTED);
  }

  /** Says so of that offer. */
  void answer(int index, Offered answer) {
    waiting.remove(index).answer().accept(answer);
  }

  void keep(Report report) {
    reports.merge(
        report.client().toString(), report, (one, other) -> one.isNewerThan(other) ? one : other);
  }

  @Override
  public void offer(Report report, Consumer<Offered> answer) {
    refusal.ifPresentOrElse(answer, () -> waiting.add(new Waiting(report, answer)));
  }

  @Override
  public void find(Field client, Consumer<Found> answer) {
    Report known = reports.get(client.toString());
    Found found = known == null ? new Found.Unknown() : new Found.Known(known);
    answer.accept(refusal.isPresent() ? refusal.get() : found);
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth(state, "as the test says");
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  private static String time(Report report) {
    String line = report.toString();
    return line.substring(line.lastIndexOf(' ') + 1);
  }
}

package io.proxyherd.gateway;

import io.proxyherd.command.Field;
import io.proxyherd.command.PosixTime;
import io.proxyherd.link.Follower;
import io.proxyherd.node.Node;
import io.proxyherd.store.Report;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Those who wait until a server has a report of some client that is new enough. Costs nothing while
 * nobody waits. Not thread-safe: owned by its node.
 */
final class ReportWatch implements Follower {
  private record Waiting(PosixTime least, CompletableFuture<Optional<Report>> answer) {}

  private final Node node;
  private final Map<ByteBuffer, List<Waiting>> waiting = new HashMap<>();

  private ReportWatch(Node node) {
    this.node = node;
  }

  /** One that is told of all that the node learns from now on. */
  static ReportWatch over(Node node) {
    var watch = new ReportWatch(node);
    node.neighbourhood().add(watch);
    return watch;
  }

  /** Completes the answer once there is a report of the client at least that new. */
  void await(byte[] client, PosixTime least, CompletableFuture<Optional<Report>> answer) {
    Optional<Report> known = node.find(new Field(client, 0, client.length));
    if (known.filter(report -> isNewEnough(report, least)).isPresent()) {
      answer.complete(known);
    } else {
      waiting
          .computeIfAbsent(ByteBuffer.wrap(client), _ -> new ArrayList<>())
          .add(new Waiting(least, answer));
    }
  }

  /** Completes the answer with nothing, if it is not complete. */
  void giveUp(byte[] client, CompletableFuture<Optional<Report>> answer) {
    answer.complete(Optional.empty());
    removeAnswered(ByteBuffer.wrap(client));
  }

  @Override
  public void owe(int slot) {
    if (waiting.isEmpty()) {
      return;
    }
    Report report = node.store().at(slot);
    var client = ByteBuffer.wrap(report.client().copy());
    List<Waiting> all = waiting.get(client);
    if (all == null || report.isTombstone()) {
      return;
    }
    all.stream()
        .filter(each -> isNewEnough(report, each.least))
        .forEach(each -> each.answer.complete(Optional.of(report)));
    removeAnswered(client);
  }

  @Override
  public void flush() {}

  private void removeAnswered(ByteBuffer client) {
    waiting.computeIfPresent(
        client,
        (_, all) -> {
          all.removeIf(each -> each.answer.isDone());
          return all.isEmpty() ? null : all;
        });
  }

  private static boolean isNewEnough(Report report, PosixTime least) {
    return report.clientTime().compareTo(least) >= 0;
  }
}

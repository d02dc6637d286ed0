package io.proxyherd.node;

import io.proxyherd.command.Command;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.ReplyPrinter;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.StoreFailure;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What one session asks of a store that answers later. Many reports are under way at a time, or
 * many questions, but not both: a question waits until the reports before it are answered and a
 * report until the questions before it are, so that each client finds what it has said so far, and
 * nothing that it said later. Not thread-safe: owned by its session.
 */
final class StoreRequests {
  private sealed interface Request {
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    record Report(Heard heard, byte[] line, Promise promise) implements Request {}

    record Question(Field client, Consumer<Found> answer) implements Request {}
  }

  private final Node node;
  private final Runnable onKept;
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private int reports;
  private int questions;
  private boolean begins;

  /**
   * @param onKept a promise was kept
   */
  StoreRequests(Node node, Runnable onKept) {
    this.node = node;
    this.onKept = onKept;
  }

  /**
   * Offers the store what the command says.
   *
   * @param line of the command, a copy
   * @param promise kept with the AT line, or the refusal
   */
  void report(Command.Iamat iamat, byte[] line, Promise promise) {
    waiting.add(new Request.Report(node.hear(iamat), line, promise));
    begin();
  }

  /**
   * Asks where a client is.
   *
   * @param client kept
   */
  void find(Field client, Consumer<Found> answer) {
    waiting.add(new Request.Question(client, answer));
    begin();
  }

  /** Asks the store what can be asked now. */
  private void begin() {
    if (begins) {
      // An answer came at once.
      return;
    }
    begins = true;
    boolean begun = true;
    while (begun) {
      begun = beginNext();
    }
    begins = false;
  }

  private boolean beginNext() {
    return switch (waiting.peek()) {
      case Request.Report report when questions == 0 -> {
        waiting.remove();
        reports++;
        node.reports()
            .offer(
                report.heard().report(),
                offered -> {
                  reports--;
                  keep(report, offered);
                  begin();
                });
        yield true;
      }
      case Request.Question question when reports == 0 -> {
        waiting.remove();
        questions++;
        node.find(
            question.client(),
            found -> {
              questions--;
              question.answer().accept(found);
              begin();
            });
        yield true;
      }
      case null, default -> false;
    };
  }

  private void keep(Request.Report report, Offered offered) {
    byte[] reply =
        switch (offered) {
          case Offered.Taken taken -> {
            node.remember(report.heard().report(), taken);
            yield report.heard().reply();
          }
          case StoreFailure _ -> {
            node.counts().count(Outcome.IAMAT_STORE_FAILED);
            yield unknown(report.line());
          }
        };
    Promise promise = report.promise();
    promise.keep(new PendingReply.Reported(reply, offered, promise.readNanos()));
    onKept.run();
  }

  /** The refusal of a line. */
  static byte[] unknown(byte[] line) {
    var reply = new LineBuilder();
    ReplyPrinter.printUnknown(line, 0, line.length, reply);
    return reply.toBytes();
  }
}

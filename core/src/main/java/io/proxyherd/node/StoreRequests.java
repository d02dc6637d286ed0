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
import org.jspecify.annotations.Nullable;

/**
 * What one session asks of a store that answers later. Reports are offered at once, many at a time.
 * A question waits until all reports before it are answered, so that a client finds what it has
 * just said. Not thread-safe: owned by its session.
 */
final class StoreRequests {
  private record Question(Field client, long after, Consumer<Found> answer) {}

  private final Node node;
  private final Runnable onKept;
  // Those that are not answered, and those behind them, in the order of the commands.
  private final ArrayDeque<Promise> reports = new ArrayDeque<>();
  private final ArrayDeque<Question> questions = new ArrayDeque<>();
  private long offered;
  private long answered;

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
    Node.Heard heard = node.hear(iamat);
    reports.add(promise);
    offered++;
    node.reports()
        .offer(
            heard.report(),
            result -> {
              promise.keep(
                  new PendingReply.Reported(
                      reply(result, heard, line), result, promise.readNanos()));
              endReports();
              onKept.run();
            });
  }

  /**
   * Asks where a client is, once the reports so far are answered.
   *
   * @param client kept
   */
  void find(Field client, Consumer<Found> answer) {
    questions.add(new Question(client, offered, answer));
    ask();
  }

  private byte[] reply(Offered result, Node.Heard heard, byte[] line) {
    return switch (result) {
      case Offered.Taken taken -> {
        node.remember(heard.report(), taken);
        yield heard.reply();
      }
      case StoreFailure _ -> {
        node.counts().count(Outcome.IAMAT_STORE_FAILED);
        yield unknown(line);
      }
    };
  }

  private void endReports() {
    while (!reports.isEmpty() && reports.element().kept() != null) {
      reports.remove();
      answered++;
    }
    ask();
  }

  private void ask() {
    @Nullable Question next = questions.peek();
    while (next != null && next.after() <= answered) {
      questions.remove();
      node.find(next.client(), next.answer());
      next = questions.peek();
    }
  }

  /** The refusal of a line. */
  static byte[] unknown(byte[] line) {
    var reply = new LineBuilder();
    ReplyPrinter.printUnknown(line, 0, line.length, reply);
    return reply.toBytes();
  }
}

package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Node;
import io.proxyherd.node.Session;
import io.proxyherd.store.Offered;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.transport.HerdServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings reports to a node in a session of their own, so that they fare as those that a client
 * sends: the same checks, the same log, and an answer only once they are kept.
 */
final class Reporter {
  private final HerdServer server;
  private final StoreSource store;

  Reporter(HerdServer server, StoreSource store) {
    this.server = server;
    this.store = store;
  }

  /** What becomes of a report. */
  sealed interface Reply {
    /** It is taken. */
    record Acknowledged(AtLine at, Offered.Taken taken) implements Reply {}

    /** It is not, or nobody knows. */
    record Refused(Problem problem) implements Reply {}
  }

  /**
   * Reports all, in their order.
   *
   * @param asker the host that asks
   * @return a reply for each, completed on the node's thread
   */
  CompletableFuture<List<Reply>> report(List<Reported> reports, String asker) {
    var replies = new CompletableFuture<List<Reply>>();
    server.tell(node -> new Conversation(node, store, reports, asker, replies).begin());
    return replies;
  }

  /** One session. Not thread-safe: owned by the node. */
  private static final class Conversation implements ClientConnection {
    private final Node node;
    private final StoreSource store;
    private final List<Reported> reports;
    private final String asker;
    private final CompletableFuture<List<Reply>> answer;
    private final List<Reply> replies = new ArrayList<>();
    // Of those reports that are not answered yet and came as far as the store.
    private final ArrayDeque<Offered> results = new ArrayDeque<>();
    private @Nullable Session session;

    Conversation(
        Node node,
        StoreSource store,
        List<Reported> reports,
        String asker,
        CompletableFuture<List<Reply>> answer) {
      this.node = node;
      this.store = store;
      this.reports = reports;
      this.asker = asker;
      this.answer = answer;
    }

    void begin() {
      var lines = new LineBuilder();
      reports.forEach(report -> report.print(lines));
      session = node.openSession(this);
      session.onBytes(lines.array(), 0, lines.length());
      node.endOfBatch();
      node.endOfTurn();
    }

    @Override
    public void reported(Offered result) {
      results.add(result);
    }

    @Override
    public void send(byte[] bytes, int length) {
      int from = 0;
      for (int at = 0; at < length; at++) {
        if (bytes[at] == '\n') {
          replies.add(reply(Arrays.copyOfRange(bytes, from, at)));
          from = at + 1;
        }
      }
      endIfDone();
    }

    /** The node ends a session with replies in waiting if nobody knows what was kept. */
    @Override
    public void close() {
      while (replies.size() < reports.size()) {
        replies.add(
            new Reply.Refused(
                unavailable("the journal failed meanwhile", "send the same report again")));
      }
      endIfDone();
    }

    private void endIfDone() {
      if (replies.size() == reports.size() && session != null) {
        session.onClosed();
        node.endOfTurn();
        answer.complete(List.copyOf(replies));
      }
    }

    private Reply reply(byte[] line) {
      Optional<AtLine> at = AtLine.parse(line);
      if (at.isPresent() && results.poll() instanceof Offered.Taken taken) {
        return new Reply.Acknowledged(at.get(), taken);
      }
      if (results.peek() instanceof StoreFailure failure) {
        results.remove();
        return new Reply.Refused(StoreProblem.of(failure));
      }
      return new Reply.Refused(refusal(line));
    }

    private Problem refusal(byte[] line) {
      if (store.kind().usesLinks() && node.isReadOnly()) {
        return unavailable(
            "it can keep no report", "make room on its disk, or tell another server");
      }
      if (store.kind().usesLinks() && !node.hasRoomFor(reports.get(replies.size()).field())) {
        return Problem.of(
            507,
            "Insufficient Storage",
            "client",
            "a new one",
            "no more clients than reports.max-clients",
            "forget clients, or raise the setting on all servers");
      }
      return Problem.of(
          400,
          "Bad Request",
          "report",
          new String(line, 0, Math.min(line.length, 64), ISO_8859_1),
          "a line within client.line-limit",
          "send fewer digits");
    }

    private static Problem unavailable(String value, String cure) {
      return Problem.of(
          503, "Service Unavailable", "server", value, "a journal that can be written", cure);
    }

    @Override
    public String host() {
      return asker;
    }

    @Override
    public String toString() {
      return asker + " (HTTP)";
    }
  }
}

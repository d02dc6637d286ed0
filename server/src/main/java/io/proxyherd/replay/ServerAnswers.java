package io.proxyherd.replay;

import io.proxyherd.config.Address;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one server answered to a WHATSAT for each client: the AT line, or why there is none. */
record ServerAnswers(Address server, Map<String, String> byClient, String otherwise) {
  private static final int WINDOW = 64;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(5);

  /** Asks the server, in windows; from the second on, none is begun after the deadline. */
  static ServerAnswers of(Address server, List<String> clients, long deadlineNanos) {
    var answers = new HashMap<String, String>();
    try (var connection = HerdConnection.open(server, readTimeout(deadlineNanos))) {
      for (int from = 0; from < clients.size(); from += WINDOW) {
        if (from > 0 && System.nanoTime() >= deadlineNanos) {
          break;
        }
        askAndRead(
            connection, clients.subList(from, Math.min(from + WINDOW, clients.size())), answers);
      }
      return new ServerAnswers(server, answers, "no answer in time");
    } catch (IOException e) {
      return new ServerAnswers(server, answers, "no answer: " + e.getMessage());
    }
  }

  private static void askAndRead(
      HerdConnection connection, List<String> clients, Map<String, String> answers)
      throws IOException {
    ask(connection, clients);
    for (String client : clients) {
      answers.put(client, readAnswer(connection));
    }
  }

  private static Duration readTimeout(long deadlineNanos) {
    var left = Duration.ofNanos(deadlineNanos - System.nanoTime());
    return left.compareTo(SHORTEST_TIMEOUT) > 0 ? left : SHORTEST_TIMEOUT;
  }

  private static void ask(HerdConnection connection, List<String> clients) throws IOException {
    var lines = new StringBuilder();
    clients.forEach(client -> lines.append("WHATSAT ").append(client).append(" 1 1\n"));
    connection.write(lines.toString());
  }

  /** An AT line is followed by JSON up to an empty line; anything else stands alone. */
  private static String readAnswer(HerdConnection connection) throws IOException {
    String answer = connection.readLine();
    if (answer.startsWith("AT ")) {
      while (!connection.readLine().isEmpty()) {
        // The places are of no interest here.
      }
    }
    return answer;
  }

  String answer(String client) {
    return byClient.getOrDefault(client, otherwise);
  }
}

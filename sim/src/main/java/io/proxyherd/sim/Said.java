package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import java.util.List;
import java.util.Optional;

/**
 * A line that a client has said.
 *
 * @param accepted whether the server took it for the newest of its client
 * @param readOnly whether the server could keep nothing then
 * @param held what the server held of that client when it had taken the line
 */
record Said(String line, boolean accepted, boolean readOnly, Optional<Claim> held) {
  /** A line that is good begins so; those that are not never do. */
  static final String REPORT = "IAMAT ";

  static final String QUESTION = "WHATSAT ";

  /** The ID of the client that a good line is about. */
  static Optional<Field> client(String line) {
    if (!line.startsWith(REPORT) && !line.startsWith(QUESTION)) {
      return Optional.empty();
    }
    byte[] id = line.split(" ", -1)[1].getBytes(ISO_8859_1);
    return Optional.of(new Field(id, 0, id.length));
  }

  boolean isReport() {
    return line.startsWith(REPORT);
  }

  boolean isQuestion() {
    return line.startsWith(QUESTION);
  }

  /** Whether the server knew where the client is. */
  boolean isKnown() {
    return held.isPresent() && !held.get().isTombstone();
  }

  /** Whether the server says back what it was told. */
  boolean isEchoedBy(Claim reply, String server) {
    List<String> words = List.of(line.split(" ", -1));
    return isReport()
        && reply.server().equals(server)
        && reply.client().equals(words.get(1))
        && reply.location().equals(words.get(2))
        && reply.toString().endsWith(" " + words.get(3));
  }
}

package io.proxyherd.near;

import java.util.List;
import java.util.Optional;

/** The answer to a {@link ClientQuery}. */
public sealed interface ClientAnswer {
  /**
   * Some clients, as many as were asked for if there are so many.
   *
   * @param cursor asks for those that come next; empty if there are none, or the walk has come to
   *     its greatest length
   * @param isComplete whether there are no more
   */
  record Page(List<FoundClient> clients, Optional<String> cursor, boolean isComplete)
      implements ClientAnswer {
    public Page {
      clients = List.copyOf(clients);
    }
  }

  /**
   * The question was no good.
   *
   * @param reason what was expected, for people
   */
  record Refused(String reason) implements ClientAnswer {}
}

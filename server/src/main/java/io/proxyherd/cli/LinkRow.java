package io.proxyherd.cli;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A link as its ends see it, or the one of them that answered.
 *
 * @param ends their names, the lesser first
 * @param span since it is up or down
 * @param owed how many clients' reports are still to be sent over it, both ways together
 */
record LinkRow(
    String ends,
    boolean isUp,
    Duration span,
    Optional<Double> roundTripMs,
    int owed,
    boolean isOnTree,
    boolean isFed,
    Optional<String> reason) {
  static final List<String> HEADING = List.of("link", "state", "round trip", "to send", "path");
  static final Set<Integer> NUMBERS = Set.of(2, 3);

  private static final double NANOS_PER_SECOND = 1e9;

  /** As one end sees it, by that end's clock. */
  LinkRow(ServerState state, ServerState.Link link) {
    this(
        String.join(" - ", Stream.of(state.server(), link.peer()).sorted().toList()),
        link.up(),
        Duration.between(link.since(), now(state)),
        link.roundTripMs(),
        link.owed(),
        link.onTree(),
        link.feeding() || link.fed(),
        link.reason());
  }

  private static Instant now(ServerState state) {
    return state.startedAt().plusNanos((long) (state.uptimeSeconds() * NANOS_PER_SECOND));
  }

  /** It with what the other end sees. */
  LinkRow and(LinkRow other) {
    return new LinkRow(
        ends,
        isUp && other.isUp,
        Stream.of(span, other.span).min(Comparator.naturalOrder()).orElse(span),
        Stream.of(roundTripMs, other.roundTripMs)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder()),
        owed + other.owed,
        isOnTree && other.isOnTree,
        isFed || other.isFed,
        reason.or(other::reason));
  }

  /** In the order of {@link #HEADING}. */
  List<String> cells() {
    if (!isUp) {
      return List.of(
          ends, "down " + Spans.rough(span), "-", "-", reason.map(Printable::text).orElse(""));
    }
    return List.of(
        ends,
        "up " + Spans.rough(span),
        roundTripMs.map(Spans::millis).orElse("-"),
        String.format(Locale.ROOT, "%,d", owed),
        isOnTree ? "tree" : isFed ? "extra" : "idle");
  }
}

package io.proxyherd.cli;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Agreement;
import io.proxyherd.inquiry.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * How a herd is at a moment, and what it has done since the moment before.
 *
 * @param agreedAt when all that answered were last seen to agree
 */
record Pulse(Instant at, List<Beat> beats, Agreement agreement, Optional<Instant> agreedAt) {

  /**
   * One server of it.
   *
   * @param asked what it said of itself
   * @param updatesPerSecond of its own clients that were new; nothing before it was seen twice
   * @param whatsatsPerSecond likewise
   */
  record Beat(
      Asked<ServerState> asked, OptionalDouble updatesPerSecond, OptionalDouble whatsatsPerSecond) {
    String server() {
      return asked.server();
    }

    Optional<ServerState> state() {
      return asked.found();
    }
  }

  /** What is seen first. */
  static Pulse first(Instant at, List<Asked<ServerState>> asked) {
    return of(at, asked, Map.of(), Optional.empty());
  }

  /** What is seen next. */
  Pulse next(Instant later, List<Asked<ServerState>> asked) {
    Map<String, ServerState> before =
        beats.stream()
            .flatMap(beat -> beat.state().stream())
            .collect(toMap(ServerState::server, identity()));
    return of(later, asked, before, agreedAt);
  }

  private static Pulse of(
      Instant at,
      List<Asked<ServerState>> asked,
      Map<String, ServerState> before,
      Optional<Instant> agreedBefore) {
    Agreement agreement = Agreement.of(asked);
    return new Pulse(
        at,
        asked.stream()
            .map(each -> beat(each, Optional.ofNullable(before.get(each.server()))))
            .toList(),
        agreement,
        agreement.isBroken() || !agreement.isCompared() ? agreedBefore : Optional.of(at));
  }

  private static Beat beat(Asked<ServerState> asked, Optional<ServerState> before) {
    Optional<ServerState> now = asked.found();
    // A server that was started again counts from the start.
    Optional<ServerState> since =
        before.filter(
            then -> now.filter(it -> it.incarnation().equals(then.incarnation())).isPresent());
    return new Beat(
        asked, rate(since, now, ServerState::accepted), rate(since, now, ServerState::whatsats));
  }

  private static OptionalDouble rate(
      Optional<ServerState> before, Optional<ServerState> now, ToLongFunction<ServerState> count) {
    if (before.isEmpty() || now.isEmpty()) {
      return OptionalDouble.empty();
    }
    double seconds = now.get().uptimeSeconds() - before.get().uptimeSeconds();
    long more = count.applyAsLong(now.get()) - count.applyAsLong(before.get());
    return seconds > 0 ? OptionalDouble.of(more / seconds) : OptionalDouble.empty();
  }

  /** Of all servers together. */
  double updatesPerSecond() {
    return beats.stream().mapToDouble(beat -> beat.updatesPerSecond().orElse(0)).sum();
  }

  /** Of all servers together. */
  double whatsatsPerSecond() {
    return beats.stream().mapToDouble(beat -> beat.whatsatsPerSecond().orElse(0)).sum();
  }

  /** How many servers have answered. */
  long answered() {
    return beats.stream().filter(beat -> beat.state().isPresent()).count();
  }

  /**
   * The clients of the server that knows most; of servers that share a store, those that each
   * remembers as its own.
   */
  int clients() {
    int most =
        agreement.byDigest().values().stream()
            .flatMap(List::stream)
            .mapToInt(ServerState::clients)
            .max()
            .orElse(0);
    return Math.max(most, agreement.sharing().stream().mapToInt(ServerState::clients).sum());
  }

  /**
   * How many updates a server lacks: of those that its peers have told it of, and, while the
   * servers differ, of those that another one has.
   */
  long lacks(Beat beat) {
    long told = beat.state().map(ServerState::behind).orElse(0L);
    return agreement.isBroken() && !isShared(beat) ? Math.max(told, most() - covered(beat)) : told;
  }

  private static boolean isShared(Beat beat) {
    return beat.state().filter(state -> state.store().inCassandra()).isPresent();
  }

  private long most() {
    return beats.stream().filter(beat -> !isShared(beat)).mapToLong(Pulse::covered).max().orElse(0);
  }

  private static long covered(Beat beat) {
    return beat.state().map(ServerState::covered).orElse(0L);
  }

  /**
   * How long the herd takes for as many updates as a server lacks, seconds: by so much its answers
   * are older than the newest. Nothing if it lacks some although nothing moves.
   */
  OptionalDouble lagSeconds(Beat beat) {
    long lacking = lacks(beat);
    if (lacking == 0) {
      return OptionalDouble.of(0);
    }
    double rate = updatesPerSecond();
    return rate > 0 ? OptionalDouble.of(lacking / rate) : OptionalDouble.empty();
  }

  /** Of the slowest server that answers; nothing if one lags although nothing moves. */
  OptionalDouble greatestLagSeconds() {
    List<OptionalDouble> lags =
        beats.stream().filter(beat -> beat.state().isPresent()).map(this::lagSeconds).toList();
    return lags.stream().allMatch(OptionalDouble::isPresent)
        ? lags.stream().mapToDouble(OptionalDouble::orElseThrow).max()
        : OptionalDouble.empty();
  }

  /** They differ, but may do so only because each is asked a moment after the other. */
  boolean isInMotion() {
    return agreement.isBroken() && updatesPerSecond() > 0;
  }
}

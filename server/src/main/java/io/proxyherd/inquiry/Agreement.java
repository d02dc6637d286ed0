package io.proxyherd.inquiry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import io.proxyherd.gateway.ServerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether all servers of a herd have answered and have the same reports. Servers that keep theirs
 * in a store that they share have the same by that, as long as it is there.
 *
 * @param byDigest the states of those that answered and keep their reports themselves
 * @param sharing the states of those that answered and share a store
 * @param silent the names of those that did not answer
 */
public record Agreement(
    Map<String, List<ServerState>> byDigest, List<ServerState> sharing, List<String> silent) {

  /** Of what they were asked. */
  public static Agreement of(List<Asked<ServerState>> asked) {
    Map<Boolean, List<ServerState>> shared =
        asked.stream()
            .flatMap(each -> each.found().stream())
            .collect(partitioningBy(state -> state.store().inCassandra()));
    return new Agreement(
        shared.getOrDefault(false, List.of()).stream()
            .collect(groupingBy(ServerState::digest, LinkedHashMap::new, toList())),
        shared.getOrDefault(true, List.of()),
        asked.stream().filter(each -> each.found().isEmpty()).map(Asked::server).toList());
  }

  /** All have answered the same, or can: what they share is there. */
  public boolean isComplete() {
    return silent.isEmpty() && differs() <= 1 && answered() > 0 && withoutStore().isEmpty();
  }

  /** Two have answered differently. */
  public boolean isBroken() {
    return differs() > 1;
  }

  /** Whether there is anything to compare. */
  public boolean isCompared() {
    return differs() > 0;
  }

  private int differs() {
    return byDigest.size();
  }

  private int answered() {
    return sharing.size() + byDigest.values().stream().mapToInt(List::size).sum();
  }

  private List<ServerState> withoutStore() {
    return sharing.stream().filter(state -> state.store().away()).toList();
  }

  /** It in one line, for people. */
  public String summary() {
    var parts = new ArrayList<String>();
    if (answered() == 0) {
      return silent.size() == 1 ? silent.getFirst() + " does not answer" : "no server answers";
    }
    if (isCompared()) {
      parts.add(compared());
    }
    if (!sharing.isEmpty()) {
      parts.add(shared());
    }
    if (!silent.isEmpty()) {
      parts.add("no answer from " + String.join(", ", silent));
    }
    return String.join("; ", parts);
  }

  private String compared() {
    if (isBroken()) {
      return byDigest.entrySet().stream()
          .map(entry -> names(entry.getValue()) + " at " + entry.getKey())
          .collect(joining("; ", "the servers differ: ", ""));
    }
    List<ServerState> states = byDigest.values().iterator().next();
    String digest = ": digest " + byDigest.keySet().iterator().next();
    return isAlone(states) ? names(states) + " answers" + digest : who(states, "agree") + digest;
  }

  private String shared() {
    String kept =
        isAlone(sharing)
            ? names(sharing) + " keeps its reports"
            : who(sharing, "keep") + " their reports";
    List<ServerState> without = withoutStore();
    return kept
        + " in Cassandra"
        + (without.isEmpty()
            ? ", nothing to compare"
            : ", which %s can't use: %s"
                .formatted(names(without), without.getFirst().store().detail()));
  }

  private boolean isAlone(List<ServerState> states) {
    return states.size() == 1 && answered() + silent.size() == 1;
  }

  private String who(List<ServerState> states, String verb) {
    int asked = answered() + silent.size();
    String all =
        states.size() == asked
            ? "all " + asked + " servers"
            : states.size() + " of " + asked + " servers";
    boolean one = states.size() == 1;
    return all + " " + (one ? (verb.equals("agree") ? "answers" : "keeps") : verb);
  }

  private static String names(List<ServerState> states) {
    return states.stream().map(ServerState::server).collect(joining(", "));
  }
}

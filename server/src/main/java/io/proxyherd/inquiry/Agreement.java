package io.proxyherd.inquiry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.proxyherd.gateway.ServerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether all servers of a herd have answered and have the same reports.
 *
 * @param byDigest the states of those that answered
 * @param silent the names of those that did not
 */
public record Agreement(Map<String, List<ServerState>> byDigest, List<String> silent) {

  /** Of what they were asked. */
  public static Agreement of(List<Asked<ServerState>> asked) {
    return new Agreement(
        asked.stream()
            .flatMap(each -> each.found().stream())
            .collect(
                groupingBy(
                    ServerState::digest, LinkedHashMap::new, java.util.stream.Collectors.toList())),
        asked.stream().filter(each -> each.found().isEmpty()).map(Asked::server).toList());
  }

  /** All have answered the same. */
  public boolean isComplete() {
    return silent.isEmpty() && byDigest.size() == 1;
  }

  /** Two have answered differently. */
  public boolean isBroken() {
    return byDigest.size() > 1;
  }

  /** It in one line, for people. */
  public String summary() {
    int answered = byDigest.values().stream().mapToInt(List::size).sum();
    int asked = answered + silent.size();
    String missing = silent.isEmpty() ? "" : "; no answer from " + String.join(", ", silent);
    if (byDigest.isEmpty()) {
      return asked == 1 ? silent.getFirst() + " does not answer" : "no server answers";
    }
    if (isBroken()) {
      return byDigest.entrySet().stream()
              .map(entry -> names(entry.getValue()) + " at " + entry.getKey())
              .collect(joining("; ", "the servers differ: ", ""))
          + missing;
    }
    String digest = ": digest " + byDigest.keySet().iterator().next();
    if (asked == 1) {
      return names(byDigest.values().iterator().next()) + " answers" + digest;
    }
    String all =
        silent.isEmpty() ? "all " + asked + " servers" : answered + " of " + asked + " servers";
    return all + (answered == 1 ? " answers" : " agree") + digest + missing;
  }

  private static String names(List<ServerState> states) {
    return states.stream().map(ServerState::server).collect(joining(", "));
  }
}

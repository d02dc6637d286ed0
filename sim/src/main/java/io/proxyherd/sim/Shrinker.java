package io.proxyherd.sim;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks for the smallest scenario of a seed that still fails: fewer faults, servers, clients and
 * seconds, one step after the other, as long as one of them helps.
 */
public final class Shrinker {
  private final Consumer<Outcome> onStep;

  /**
   * @param onStep takes each smaller scenario that fails
   */
  public Shrinker(Consumer<Outcome> onStep) {
    this.onStep = onStep;
  }

  /**
   * Shrinks a failure.
   *
   * @param failed an outcome with a disagreement
   * @return the smallest failure found, perhaps the same
   */
  public Outcome shrink(Outcome failed) {
    Outcome smallest = failed;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Scenario next : candidates(smallest.scenario())) {
        Outcome outcome = Simulation.run(next);
        if (outcome.disagreement().isPresent()) {
          smallest = outcome;
          smaller = true;
          onStep.accept(outcome);
          break;
        }
      }
    }
    return smallest;
  }

  private static List<Scenario> candidates(Scenario from) {
    return Stream.of(
            Stream.of(from.withFaults(Set.of())).filter(_ -> from.faults().size() > 1),
            new TreeSet<>(from.faults()).stream().map(fault -> without(from, fault)),
            Stream.of(from.servers() / 2, from.servers() - 1)
                .filter(servers -> servers >= 1 && servers < from.servers())
                .map(from::withServers),
            Stream.of(from.clients() / 2, from.clients() - 1)
                .filter(clients -> clients >= 1 && clients < from.clients())
                .map(from::withClients),
            Stream.of(from.chaosSeconds() / 2, from.chaosSeconds() - 1)
                .filter(seconds -> seconds >= 1 && seconds < from.chaosSeconds())
                .map(from::withChaosSeconds))
        .flatMap(candidates -> candidates)
        .toList();
  }

  private static Scenario without(Scenario from, Fault fault) {
    var fewer = EnumSet.noneOf(Fault.class);
    fewer.addAll(from.faults());
    fewer.remove(fault);
    return from.withFaults(fewer);
  }
}

package io.proxyherd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole herds through all that can go wrong; {@code -Dherd.seed=7} runs one of them alone. */
final class SimulationTest {
  private static final int SEEDS = 2000;

  private static final Map<Fault, Long> FAULTS = new EnumMap<>(Fault.class);
  private static final Map<Sight, Long> SIGHTS = new EnumMap<>(Sight.class);
  private static final List<String> FAILURES = new ArrayList<>();

  @BeforeAll
  static void runTheSeeds() {
    String only = System.getProperty("herd.seed", "");
    LongStream seeds =
        only.isEmpty() ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(only));
    seeds.parallel().mapToObj(Simulation::run).forEach(SimulationTest::add);
  }

  private static synchronized void add(Outcome outcome) {
    outcome.faults().forEach((fault, count) -> FAULTS.merge(fault, count, Long::sum));
    outcome.sights().forEach((sight, count) -> SIGHTS.merge(sight, count, Long::sum));
    outcome
        .disagreement()
        .ifPresent(what -> FAILURES.add(outcome.scenario().command() + ": " + what));
  }

  @Test
  void everyHerdAgrees() {
    assertThat(FAILURES).isEmpty();
  }

  @Test
  void everyFaultWasInjected() {
    assertThat(FAULTS.keySet()).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Fault.class));
  }

  @Test
  void everythingWasSeenThatMustBeNowAndThen() {
    assertThat(SIGHTS.keySet()).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Sight.class));
  }

  @Test
  void aSeedRunTwiceIsTheSameRun() {
    assertThat(Simulation.run(7)).isEqualTo(Simulation.run(7));
  }

  /** Each purpose has its own random stream: one fault does not shift the others' moments. */
  @Test
  void aFaultSwitchedOffLeavesTheOthersAsTheyWere() {
    Scenario both = Scenario.of(3).withFaults(Set.of(Fault.CLOCK_STEP, Fault.LINK_DOWN));
    Outcome with = Simulation.run(both);
    Outcome without = Simulation.run(both.withFaults(Set.of(Fault.LINK_DOWN)));
    assertThat(without.faults().get(Fault.LINK_DOWN)).isEqualTo(with.faults().get(Fault.LINK_DOWN));
  }
}

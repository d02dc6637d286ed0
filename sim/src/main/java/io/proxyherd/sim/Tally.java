package io.proxyherd.sim;

import java.util.EnumMap;
import java.util.Map;

/** What a run went through, counted. */
final class Tally {
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<Sight, Long> sights = new EnumMap<>(Sight.class);
  private long checks;

  void injected(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  void seen(Sight sight) {
    sights.merge(sight, 1L, Long::sum);
  }

  /** Something was checked, and found right. */
  void checked() {
    checks++;
  }

  Map<Fault, Long> faults() {
    return faults;
  }

  Map<Sight, Long> sights() {
    return sights;
  }

  long checks() {
    return checks;
  }
}

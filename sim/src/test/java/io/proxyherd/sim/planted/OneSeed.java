package io.proxyherd.sim.planted;

import io.proxyherd.sim.Simulation;
import java.util.Optional;
import java.util.function.LongFunction;

/** Runs a seed and says what was wrong, if anything; each herd's class loader has its own. */
public final class OneSeed implements LongFunction<Optional<String>> {
  @Override
  public Optional<String> apply(long seed) {
    try {
      return Simulation.run(seed).disagreement();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of("threw " + e);
    }
  }
}

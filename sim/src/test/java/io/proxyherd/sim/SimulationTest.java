package io.proxyherd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  @Seeds(count = 300)
  void theHerdAgrees(long seed) {
    assertThat(Simulation.run(seed).disagreement()).isEmpty();
  }

  @Test
  void aSeedRunTwiceIsTheSameRun() {
    assertThat(Simulation.run(7)).isEqualTo(Simulation.run(7));
  }
}

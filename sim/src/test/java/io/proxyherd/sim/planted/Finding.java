package io.proxyherd.sim.planted;

import java.util.Optional;

/**
 * What the simulator said of a planted bug.
 *
 * @param seeds how many were run: 0 .. seeds - 1
 * @param found in how many of them it saw that something is wrong
 * @param firstSeed the first of those; -1 if there is none
 * @param said what it said of the first
 */
record Finding(PlantedBug bug, long seeds, long found, long firstSeed, Optional<String> said) {
  /** Of the table that {@link #row} makes a row of. */
  static final String HEADER = "| planted | found | first seed | what it said |";

  private static final int LONGEST_SAID = 100;

  /** Runs seeds until one shows the bug. */
  static Finding first(PlantedBug bug, AlteredHerd herd, long most) {
    for (long seed = 0; seed < most; seed++) {
      Optional<String> said = herd.objection(seed);
      if (said.isPresent()) {
        return new Finding(bug, seed + 1, 1, seed, said);
      }
    }
    return new Finding(bug, most, 0, -1, Optional.empty());
  }

  /** Runs so many seeds, whatever they show. */
  static Finding among(PlantedBug bug, AlteredHerd herd, long seeds) {
    Finding finding = first(bug, herd, seeds);
    long found = finding.found;
    for (long seed = finding.seeds; seed < seeds; seed++) {
      if (herd.objection(seed).isPresent()) {
        found++;
      }
    }
    return new Finding(bug, seeds, found, finding.firstSeed, finding.said);
  }

  /** A row of a Markdown table. */
  String row() {
    return "| %s | %d of %d | %s | %s |"
        .formatted(
            bug.what(),
            found,
            seeds,
            found > 0 ? firstSeed : "",
            said.map(Finding::shortened).orElse(""));
  }

  private static String shortened(String said) {
    String line = said.lines().findFirst().orElse("").replace("|", "\\|");
    return line.length() <= LONGEST_SAID ? line : line.substring(0, LONGEST_SAID) + "…";
  }
}

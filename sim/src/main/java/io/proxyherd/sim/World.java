package io.proxyherd.sim;

/** What all parts of one simulated herd share. */
record World(
    Timeline timeline,
    Chance chance,
    Rules rules,
    Oracle oracle,
    Tally tally,
    SharedStore shared) {}

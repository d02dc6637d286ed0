package io.proxyherd.link;

import io.proxyherd.store.Report;
import java.util.Optional;

/**
 * A message of a client that changed nothing, because the server knew better.
 *
 * @param report what it said; empty if it said once more what was known, the same time and place
 */
public record Loss(Optional<Report> report, Arrival arrival) {}

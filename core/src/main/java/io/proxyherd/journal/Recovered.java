package io.proxyherd.journal;

import io.proxyherd.store.Coverage;
import java.util.Optional;

/**
 * What a journal had to say, besides its reports.
 *
 * @param coverage what the reports cover for sure; nothing if there is damage
 * @param lastLsn the number of the last frame
 * @param bytes how many bytes verified
 * @param checkpointBytes how many of them are the checkpoint's
 * @param cutBytes how many bytes at the very tail were cut off, as a crash leaves them
 * @param damage what does not verify elsewhere, for people
 */
public record Recovered(
    Coverage coverage,
    long lastLsn,
    long bytes,
    long checkpointBytes,
    long cutBytes,
    Optional<String> damage) {

  /** From no journal. */
  public static Recovered nothing() {
    return new Recovered(new Coverage(), 0, 0, 0, 0, Optional.empty());
  }
}

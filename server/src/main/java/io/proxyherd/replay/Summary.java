package io.proxyherd.replay;

import io.proxyherd.replay.track.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param files how many files were opened
 * @param refusals the first commands the herd refused, with its replies
 * @param brokenFiles one sentence for each file that could not be read to its end
 * @param failure why the replay ended before all was sent and answered
 * @param clients how many clients the sent rows belong to
 */
public record Summary(
    int files,
    Counts counts,
    List<Rejection> rejected,
    List<String> refusals,
    List<String> brokenFiles,
    Optional<String> failure,
    int clients,
    double seconds,
    double rowsPerSecond) {

  /**
   * The counts of rows.
   *
   * @param sent rows given to the herd, each counted once however often it was sent
   * @param older sent rows that were older than the newest row sent before of their client
   * @param repeated sent rows with the very time of that row
   * @param refused rows answered with anything but their AT
   * @param unanswered rows without a reply when the replay ended
   * @param lost replies that broken connections owed; their rows were sent again
   * @param renamed sent rows whose client ID had white space, now {@code _}
   */
  public record Counts(
      long rows,
      long sent,
      long accepted,
      long older,
      long repeated,
      long refused,
      long unanswered,
      long lost,
      long renamed) {}

  /** The rows rejected for one reason, with the first few. */
  public record Rejection(Reason reason, String sentence, long count, List<Example> examples) {}

  /** A rejected row. */
  public record Example(String file, long row, String text) {}

  /** How many rows were not sent. */
  public long rejectedRows() {
    return rejected.stream().mapToLong(Rejection::count).sum();
  }

  /** Whether every file was read to its end and every row sent was accepted. */
  public boolean isComplete() {
    return failure.isEmpty() && brokenFiles.isEmpty() && counts.accepted() == counts.sent();
  }
}

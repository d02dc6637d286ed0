package io.proxyherd.gateway;

import java.util.List;
import java.util.Optional;

/**
 * What became of a batch of reports: {@code POST /v1/positions}.
 *
 * @param server which took them
 * @param accepted how many were taken
 * @param refused how many were not
 */
public record BatchResult(String server, int accepted, int refused, List<Row> rows) {
  public BatchResult {
    rows = List.copyOf(rows);
  }

  /**
   * What became of one report.
   *
   * @param row the line's number, or the feature's, from 1
   * @param status what it would have been answered alone: 200, 400, 503 or 507
   * @param line the AT line that acknowledges it
   * @param result newest, stale, or accepted if the store does not say which
   * @param problem why it was refused, in one line
   */
  public record Row(
      int row,
      int status,
      Optional<String> line,
      Optional<String> result,
      Optional<String> problem) {}
}

package io.proxyherd.gateway;

import java.util.List;

/**
 * What became of reports that were moved here: {@code POST /v1/reports}.
 *
 * @param server which took them
 * @param taken how many it has now, or newer ones in their place
 * @param expired how many are of no account any more
 * @param refused the others
 */
public record ReportsTaken(String server, int taken, int expired, List<Refused> refused) {
  public ReportsTaken {
    refused = List.copyOf(refused);
  }

  /**
   * A row that was not taken.
   *
   * @param row the line's number, from 1
   * @param status 400 if it never will be, 503 if perhaps later, 507 if there is no room for
   *     another client
   * @param problem why, in one line
   */
  public record Refused(int row, int status, String problem) {}
}

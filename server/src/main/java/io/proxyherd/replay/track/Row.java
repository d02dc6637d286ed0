package io.proxyherd.replay.track;

/** One row of a recorded track: where a client was and when, or why the row can't say so. */
public sealed interface Row {
  /** The line of the file where the row starts, or the number of the point in XML and JSON. */
  long number();

  /**
   * A row that can be sent.
   *
   * @param client 1..256 bytes of UTF-8 without white space
   * @param location ISO 6709 decimal degrees such as {@code +34.068930-118.445127}
   * @param renamed whether white space in the client ID had to become {@code _}
   */
  record Fix(long number, String client, String location, TimeText time, boolean renamed)
      implements Row {
    /** The three fields as an IAMAT sends them and an AT copies them. */
    public String fields() {
      return client + ' ' + location + ' ' + time;
    }
  }

  /**
   * A row that can't be sent.
   *
   * @param text the value that is wrong and where it stood, short and printable
   */
  record Rejected(long number, Reason reason, String text) implements Row {}
}

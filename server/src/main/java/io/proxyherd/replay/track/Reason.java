package io.proxyherd.replay.track;

/** Why a row of a recorded track is not sent. */
public enum Reason {
  BROKEN_ROW("broken row (its quotes, JSON or length)"),
  MISSING_FIELD("a field is missing"),
  BAD_CLIENT("client ID missing or longer than 256 bytes"),
  BAD_LATITUDE("latitude is not a number from -90 to +90"),
  BAD_LONGITUDE("longitude is not a number from -180 to +180"),
  BAD_TIME("time is neither ISO 8601 nor POSIX seconds from 0 on"),
  NO_FIX("no fix (0,0)");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason in words, for the summary. */
  public String sentence() {
    return sentence;
  }
}

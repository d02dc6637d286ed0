package io.proxyherd.places.formats;

/** Why a row of a file was not taken. */
public enum Reason {
  NO_NAME("has no name"),
  LONG_NAME("has a name of more than " + Draft.LONGEST_NAME + " characters"),
  GARBLED_NAME("has a name that is not UTF-8"),
  NO_COORDINATES("has no coordinates"),
  OUT_OF_RANGE("lies beyond latitude ±90 or longitude ±180"),
  OTHER_KIND("has a name, but is not of a kind that is taken: a street, for instance"),
  MISSING_NODES("has nodes or ways that the file lacks"),
  NO_OUTLINE("has no outline to find the centre of"),
  TOO_LARGE("is larger than a place can reasonably be"),
  BAD_ROW("cannot be read");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** Says it for people, after the word "row" or what stands for it. */
  public String sentence() {
    return sentence;
  }
}

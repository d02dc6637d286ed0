package io.proxyherd.journal;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a journal's file says, such as {@code segment-000000000000002a-9f3c…}.
 *
 * @param lsn of a segment, the number of its first frame; of a checkpoint, the number of the first
 *     frame that it does not make superfluous
 * @param incarnation of the server that wrote it
 */
record FileName(Kind kind, long lsn, long incarnation) {
  enum Kind {
    CHECKPOINT("checkpoint"),
    SEGMENT("segment");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static final Comparator<FileName> BY_LSN = Comparator.comparingLong(FileName::lsn);

  private static final String UNFINISHED = ".tmp";
  private static final Pattern FORM =
      Pattern.compile("(checkpoint|segment)-([0-7][0-9a-f]{15})-([0-9a-f]{16})");

  static Optional<FileName> parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind = matcher.group(1).equals(Kind.SEGMENT.text) ? Kind.SEGMENT : Kind.CHECKPOINT;
    return Optional.of(
        new FileName(
            kind,
            HexFormat.fromHexDigitsToLong(matcher.group(2)),
            HexFormat.fromHexDigitsToLong(matcher.group(3))));
  }

  /** Whether that is the name of a file that was not finished. */
  static boolean isUnfinished(String name) {
    return name.endsWith(UNFINISHED)
        && FORM.matcher(name.substring(0, name.length() - UNFINISHED.length())).matches();
  }

  /** The name of the file as long as it is not finished. */
  String unfinished() {
    return this + UNFINISHED;
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return kind.text + "-" + hex.toHexDigits(lsn) + "-" + hex.toHexDigits(incarnation);
  }
}

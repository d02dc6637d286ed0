package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An AT line as servers that others wrote send it: any white space between the fields, and perhaps
 * further fields behind the six.
 *
 * <pre>
 * foreign = "AT" WSP server WSP skew WSP client WSP location WSP time *64(WSP more)
 * </pre>
 *
 * @param at the six, brought to single spaces, in an array of their own; otherwise the same bytes
 * @param more what follows the six, as views of the line that was parsed
 */
public record ForeignAt(AtLine at, List<Field> more) {
  private static final byte[] AT = "AT".getBytes(US_ASCII);
  private static final int FIELDS = 6;
  private static final int MOST_MORE = 64;

  /** Takes the line {@code [from, to)}, given without its LF, apart; nothing if it is none. */
  public static Optional<ForeignAt> parse(byte[] line, int from, int to) {
    var fields = new Fields(FIELDS + MOST_MORE);
    fields.split(line, from, to);
    if (fields.count() < FIELDS
        || fields.count() > FIELDS + MOST_MORE
        || !Arrays.equals(line, fields.from(0), fields.to(0), AT, 0, AT.length)) {
      return Optional.empty();
    }
    var normal = new LineBuilder().append(fields.field(0, line));
    for (int field = 1; field < FIELDS; field++) {
      normal.append(' ').append(fields.field(field, line));
    }
    return AtLine.parse(normal.toBytes()).map(at -> new ForeignAt(at, more(fields, line)));
  }

  /** Whether the line's first field is that of an AT line, whatever the rest is. */
  public static boolean isMeant(byte[] line, int from, int to) {
    var first = new Fields(1);
    first.split(line, from, to);
    return first.count() > 0 && Arrays.equals(line, first.from(0), first.to(0), AT, 0, AT.length);
  }

  /** The line's field if it is the only one. */
  public static Optional<Field> onlyField(byte[] line, int from, int to) {
    var fields = new Fields(1);
    fields.split(line, from, to);
    return fields.count() == 1 ? Optional.of(fields.field(0, line)) : Optional.empty();
  }

  private static List<Field> more(Fields fields, byte[] line) {
    var more = new ArrayList<Field>();
    for (int field = FIELDS; field < fields.count(); field++) {
      more.add(fields.field(field, line));
    }
    return more;
  }
}

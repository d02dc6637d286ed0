package io.proxyherd.command;

import io.proxyherd.geo.Iso6709;
import java.util.Optional;

/**
 * The line that tells where a client was, taken apart: {@code AT <server> <skew> <client>
 * <location> <time>}, with single spaces and no line end, as {@link ReplyPrinter#printAt} prints
 * it.
 *
 * @param line not to be changed
 * @param serverTo where the server's name ends; each field starts one byte after the one before
 * @param skewTo where the skew ends
 * @param clientTo where the client's ID ends
 * @param locationTo where the location ends
 */
@SuppressWarnings("ArrayRecordComponent") // a view; never compared
public record AtLine(byte[] line, int serverTo, int skewTo, int clientTo, int locationTo) {
  /** The longest name of a server in bytes. */
  public static final int LONGEST_SERVER = 64;

  /** The longest AT line in bytes. */
  public static final int LONGEST = 0xFFFF;

  /** Where the server's name starts. */
  public static final int SERVER_FROM = 3;

  /** Takes the line apart; nothing if it is not exactly such a line. */
  public static Optional<AtLine> parse(byte[] line) {
    int serverTo = Fields.endOfField(line, SERVER_FROM);
    int skewTo = Fields.endOfField(line, serverTo + 1);
    int clientTo = Fields.endOfField(line, skewTo + 1);
    int locationTo = Fields.endOfField(line, clientTo + 1);
    var at = new AtLine(line, serverTo, skewTo, clientTo, locationTo);
    return at.isValid() ? Optional.of(at) : Optional.empty();
  }

  /**
   * The line that was printed as the answer to the command.
   *
   * @param line what {@link ReplyPrinter#printAt} printed; kept, not copied
   * @param serverLength of this server's name, bytes
   */
  public static AtLine printed(byte[] line, int serverLength, Command.Iamat iamat) {
    int locationTo = line.length - 1 - iamat.time().length();
    int clientTo = locationTo - 1 - iamat.location().length();
    int skewTo = clientTo - 1 - iamat.client().length();
    return new AtLine(line, SERVER_FROM + serverLength, skewTo, clientTo, locationTo);
  }

  /** The server that heard the client. */
  public Field server() {
    return new Field(line, SERVER_FROM, serverTo);
  }

  /** The server's time minus the client's. */
  public Field skew() {
    return new Field(line, serverTo + 1, skewTo);
  }

  /** The client's ID. */
  public Field client() {
    return new Field(line, skewTo + 1, clientTo);
  }

  /** Where the client was, ISO 6709. */
  public Field location() {
    return new Field(line, clientTo + 1, locationTo);
  }

  /** The client's time. */
  public Field time() {
    return new Field(line, locationTo + 1, line.length);
  }

  /** The moment that the client's time names. */
  public PosixTime clientTime() {
    return PosixTime.parse(line, locationTo + 1, line.length);
  }

  private boolean isValid() {
    return line.length <= LONGEST
        && isSinglySpaced()
        && serverTo - SERVER_FROM <= LONGEST_SERVER
        && Skew.isValid(line, serverTo + 1, skewTo)
        && clientTo - (skewTo + 1) <= CommandParser.LONGEST_CLIENT
        && Iso6709.isValid(line, clientTo + 1, locationTo)
        && PosixTime.isValid(line, locationTo + 1, line.length);
  }

  /** A line feed between two fields would make two lines of one where it is printed. */
  private boolean isSinglySpaced() {
    // An end that lies at the end of the line, or beyond, is no gap; then the time is none.
    return locationTo < line.length
        && line[0] == 'A'
        && line[1] == 'T'
        && line[2] == ' '
        && serverTo > SERVER_FROM
        && line[serverTo] == ' '
        && line[skewTo] == ' '
        && clientTo > skewTo + 1
        && line[clientTo] == ' '
        && line[locationTo] == ' ';
  }
}

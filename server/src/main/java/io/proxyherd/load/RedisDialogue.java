package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The same to Redis: {@code GEOADD herd <longitude> <latitude> <client>} for an IAMAT, and {@code
 * GEOSEARCH places … BYRADIUS … ASC COUNT … WITHCOORD} around such positions for a WHATSAT.
 */
final class RedisDialogue implements Dialogue {
  private static final int NUMBER = 8;
  private static final int LONGITUDE_LENGTH = Positions.LENGTH - Positions.LATITUDE_LENGTH;

  private final LoadPlan plan;
  private final Positions positions;
  private final int connection;
  private final Sequence sent;
  private final Sequence asked;
  private final Mix sentMix;
  private final Mix expectedMix;
  private final byte[] position = new byte[Positions.LENGTH];
  private final byte[] add;
  private final byte[] search;
  private final int addLongitude;
  private final int searchLongitude;
  private final RespReader reader = new RespReader();
  private boolean mixed;
  private boolean drawn;
  private boolean nextIsSearch;

  RedisDialogue(LoadPlan plan, Positions positions, int connection) {
    this.plan = plan;
    this.positions = positions;
    this.connection = connection;
    sent = new Sequence(plan.clientsOf(connection), positions.count(), 97 * connection);
    asked = new Sequence(plan.clientsOf(connection), positions.count(), 97 * connection);
    sentMix = new Mix(plan.whatsatPercent());
    expectedMix = new Mix(plan.whatsatPercent());
    String longitude = "+000.000000";
    String latitude = "+00.000000";
    String id = new String(IamatText.idStart(plan.idBytes()), US_ASCII) + "00000000";
    String adding = command("GEOADD", "herd", longitude, latitude, id);
    String searching =
        command(
            "GEOSEARCH",
            "places",
            "FROMLONLAT",
            longitude,
            latitude,
            "BYRADIUS",
            plan.radiusKm(),
            "km",
            "ASC",
            "COUNT",
            Integer.toString(plan.limit()),
            "WITHCOORD");
    addLongitude = adding.indexOf(longitude);
    searchLongitude = searching.indexOf(longitude);
    add = adding.getBytes(US_ASCII);
    search = searching.getBytes(US_ASCII);
  }

  private static String command(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  @Override
  public int longestCommand() {
    return Math.max(add.length, search.length);
  }

  @Override
  public int ask(byte[] out, int at) {
    if (mixed && sentMix.asks()) {
      place(asked, search, searchLongitude);
      asked.advance();
      System.arraycopy(search, 0, out, at, search.length);
      return at + search.length;
    }
    place(sent, add, addLongitude);
    int number = add.length - 2 - NUMBER;
    Digits.eight(connection + sent.client() * plan.connections(), add, number);
    sent.advance();
    System.arraycopy(add, 0, out, at, add.length);
    return at + add.length;
  }

  /** Longitude and latitude stand in words of their own, {@code \r\n$10\r\n} between. */
  private void place(Sequence sequence, byte[] command, int longitude) {
    positions.copy(sequence.position(), position, 0);
    System.arraycopy(position, Positions.LATITUDE_LENGTH, command, longitude, LONGITUDE_LENGTH);
    int latitude = longitude + LONGITUDE_LENGTH + "\r\n$10\r\n".length();
    System.arraycopy(position, 0, command, latitude, Positions.LATITUDE_LENGTH);
  }

  @Override
  public int accept(byte[] in, int from, int to) {
    if (mixed && !drawn) {
      nextIsSearch = expectedMix.asks();
      drawn = true;
    }
    int end = reader.end(in, from, to);
    drawn &= end < 0;
    if (end >= 0) {
      return in[from] == (nextIsSearch ? '*' : ':') ? end : WRONG;
    }
    return end;
  }

  @Override
  public void mix() {
    mixed = true;
  }
}

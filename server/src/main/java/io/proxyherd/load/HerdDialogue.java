package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.LineFeed;
import java.util.Arrays;

/**
 * IAMATs, whose AT line must copy their own fields, and WHATSATs for clients that this connection
 * has reported, whose answer must be an AT line of that client, a line of JSON and an empty one.
 */
final class HerdDialogue implements Dialogue {
  private static final int NUMBER = 8;
  private static final byte[] AT = "AT ".getBytes(US_ASCII);

  /** {@code AT X +0.000000001 }: no reply has less before what it copies. */
  private static final int SHORTEST_START = 18;

  private final IamatText sent;
  private final IamatText expected;
  private final Mix sentMix;
  private final Mix expectedMix;
  private final Sequence askedFor;
  private final Sequence answeredFor;
  private final byte[] whatsat;
  private final byte[] id;
  private final LoadPlan plan;
  private final int connection;
  private final int copied;
  private boolean mixed;
  // What the next answer is of is drawn once, however often an incomplete one is looked at.
  private boolean drawn;
  private boolean nextIsNearby;

  HerdDialogue(LoadPlan plan, Positions positions, int connection, long startMicros) {
    this.plan = plan;
    this.connection = connection;
    sent = new IamatText(plan, positions, connection, startMicros);
    expected = new IamatText(plan, positions, connection, startMicros);
    copied = expected.length() - IamatText.keywordLength();
    sentMix = new Mix(plan.whatsatPercent());
    expectedMix = new Mix(plan.whatsatPercent());
    askedFor = new Sequence(plan.clientsOf(connection), positions.count(), 0);
    answeredFor = new Sequence(plan.clientsOf(connection), positions.count(), 0);
    String start = new String(IamatText.idStart(plan.idBytes()), US_ASCII);
    id = (start + "00000000").getBytes(US_ASCII);
    whatsat =
        "WHATSAT %s00000000 %s %d\n"
            .formatted(start, plan.radiusKm(), plan.limit())
            .getBytes(US_ASCII);
  }

  @Override
  public int longestCommand() {
    return Math.max(sent.length(), whatsat.length);
  }

  @Override
  public int ask(byte[] out, int at) {
    if (mixed && sentMix.asks()) {
      int number = "WHATSAT ".length() + plan.idBytes() - NUMBER;
      Digits.eight(connection + askedFor.client() * plan.connections(), whatsat, number);
      askedFor.advance();
      System.arraycopy(whatsat, 0, out, at, whatsat.length);
      return at + whatsat.length;
    }
    System.arraycopy(sent.next(), 0, out, at, sent.length());
    return at + sent.length();
  }

  @Override
  public int accept(byte[] in, int from, int to) {
    if (mixed && !drawn) {
      nextIsNearby = expectedMix.asks();
      drawn = true;
    }
    int end = nextIsNearby ? acceptNearby(in, from, to) : acceptAt(in, from, to);
    drawn &= end < 0;
    return end;
  }

  private int acceptAt(byte[] in, int from, int to) {
    if (in[from] != 'A') {
      return WRONG;
    }
    int skipped = from + SHORTEST_START + copied - 1;
    int end = skipped < to ? LineFeed.find(in, skipped, to) + 1 : 0;
    if (end == 0) {
      return INCOMPLETE;
    }
    boolean right =
        startsWithAt(in, from)
            && Arrays.equals(
                in,
                end - copied,
                end,
                expected.next(),
                IamatText.keywordLength(),
                expected.length());
    return right ? end : WRONG;
  }

  private int acceptNearby(byte[] in, int from, int to) {
    int line = LineFeed.find(in, from, to) + 1;
    if (line == 0) {
      return INCOMPLETE;
    }
    int number = plan.idBytes() - NUMBER;
    Digits.eight(connection + answeredFor.client() * plan.connections(), id, number);
    int at = line - copied;
    if (at < from
        || !startsWithAt(in, from)
        || !Arrays.equals(in, at, at + id.length, id, 0, id.length)) {
      return WRONG;
    }
    int json = line < to ? LineFeed.find(in, line, to) + 1 : 0;
    // JSON of several lines would end at the first empty one.
    while (json > 0 && json < to && in[json] != '\n') {
      json = LineFeed.find(in, json, to) + 1;
    }
    if (json == 0 || json >= to) {
      return INCOMPLETE;
    }
    answeredFor.advance();
    return in[line] == '{' ? json + 1 : WRONG;
  }

  private static boolean startsWithAt(byte[] in, int from) {
    return Arrays.equals(in, from, from + AT.length, AT, 0, AT.length);
  }

  @Override
  public void mix() {
    mixed = true;
  }

  @Override
  public Sequence reported() {
    return sent.sequence();
  }
}

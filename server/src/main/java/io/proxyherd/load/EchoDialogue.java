package io.proxyherd.load;

import java.util.Arrays;

/** IAMATs that must come back as they are. */
final class EchoDialogue implements Dialogue {
  private final IamatText sent;
  private final IamatText expected;

  EchoDialogue(LoadPlan plan, Positions positions, int connection, long startMicros) {
    sent = new IamatText(plan, positions, connection, startMicros);
    expected = new IamatText(plan, positions, connection, startMicros);
  }

  @Override
  public int longestCommand() {
    return sent.length();
  }

  @Override
  public int ask(byte[] out, int at) {
    System.arraycopy(sent.next(), 0, out, at, sent.length());
    return at + sent.length();
  }

  @Override
  public int accept(byte[] in, int from, int to) {
    int end = from + expected.length();
    if (end > to) {
      return INCOMPLETE;
    }
    return Arrays.equals(in, from, end, expected.next(), 0, expected.length()) ? end : WRONG;
  }

  @Override
  public void mix() {
    // An echo has one kind of command.
  }
}

package io.proxyherd.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** A courier that waits to be told how each delivery went. */
final class ScriptedCourier implements Courier {
  private final List<Dispatch> underWay = new ArrayList<>();
  private boolean pausing;
  private int resets;

  /** The clients and times of what is under way, such as {@code kiwi 1}. */
  List<String> underWay() {
    return underWay.stream().map(ScriptedCourier::text).toList();
  }

  /** Takes out the delivery of that client and time. */
  Dispatch take(String clientAndTime) {
    Dispatch found =
        underWay.stream()
            .filter(dispatch -> text(dispatch).equals(clientAndTime))
            .findFirst()
            .orElseThrow(() -> new AssertionError(clientAndTime + " (under way: " + underWay()));
    underWay.remove(found);
    return found;
  }

  /** Takes out the first. */
  Dispatch take() {
    return underWay.removeFirst();
  }

  /** Whether a pause was asked for since the last call. */
  boolean endPause() {
    boolean was = pausing;
    pausing = false;
    return was;
  }

  /** How often the peer was found to be there. */
  int resets() {
    return resets;
  }

  static String text(Dispatch dispatch) {
    String[] fields = new String(dispatch.bytes(), ISO_8859_1).strip().split(" ", -1);
    return fields[3] + " " + fields[5];
  }

  @Override
  public void deliver(Dispatch dispatch) {
    underWay.add(dispatch);
  }

  @Override
  public void pause() {
    if (pausing) {
      throw new AssertionError("a second pause at once");
    }
    pausing = true;
  }

  @Override
  public void resetPause() {
    resets++;
  }
}

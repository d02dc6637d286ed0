package io.proxyherd.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.link.Invariant;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.store.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a node told its observer, as lines such as {@code linkUp Ball}. */
public final class EventLog implements NodeObserver {
  private final List<String> lines = new ArrayList<>();

  /** The lines so far; forgotten here. */
  public List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void invariantBroken(Invariant invariant, String detail) {
    throw new AssertionError(invariant + " broken: " + detail);
  }

  @Override
  public void reportReceived(String peer, Report report) {
    lines.add("received " + peer + " " + report.client());
  }

  @Override
  public void reportSent(String peer, Report report) {
    lines.add("sent " + peer + " " + report.client());
  }

  @Override
  public void legacySent(String peer, Report report) {
    lines.add("sent " + peer + " " + report.client());
  }

  @Override
  public void legacyReached(String peer) {
    lines.add("legacyReached " + peer);
  }

  @Override
  public void legacyLost(String peer, String reason) {
    lines.add("legacyLost " + peer + ": " + reason);
  }

  @Override
  public void legacyRejected(String peer, byte[] line, int from, int to, long times) {
    lines.add("legacyRejected " + peer + ": " + new String(line, from, to - from, ISO_8859_1));
  }

  @Override
  public void linkUp(String peer, Duration clockOffset) {
    lines.add("linkUp " + peer);
  }

  @Override
  public void clockDiffers(String peer, Duration clockOffset) {
    lines.add("clockDiffers " + peer + " " + clockOffset.toMillis() + " ms");
  }

  @Override
  public void linkDown(String peer, String reason) {
    lines.add("linkDown " + peer + ": " + reason);
  }

  @Override
  public void linkRefused(String peer, String reason) {
    lines.add("linkRefused " + peer + ": " + reason);
  }
}

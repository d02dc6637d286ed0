package io.proxyherd.command;

import java.util.Arrays;

/**
 * Finds the lines in a stream of bytes that arrives in pieces of any size. A line ends at LF. It
 * keeps at most the limit of a line that is not complete, and nothing when the last line was. Not
 * thread-safe: owned by its session.
 */
public final class LineSplitter {
  /** Takes the lines; the arrays are valid during the call only. */
  public interface Lines {
    /** A line, {@code [from, to)}, without its LF. */
    void line(byte[] bytes, int from, int to);

    /**
     * The start, {@code [from, to)}, of a line that is longer than the limit; said once, as soon as
     * that is known. The rest of it is skipped.
     */
    void tooLong(byte[] bytes, int from, int to);
  }

  private static final byte[] NOTHING = {};

  private final int limit;
  private final int longestComplaint;
  private byte[] kept = NOTHING;
  private int keptLength;
  private boolean skipping;

  /**
   * @param limit the longest line in bytes, without its LF
   */
  public LineSplitter(int limit) {
    this.limit = limit;
    // Not more than the limit: beyond it, how much has come is a matter of how TCP cut the line.
    longestComplaint = Math.min(limit, ReplyPrinter.LONGEST_COMPLAINT);
  }

  /** Takes the next bytes {@code [from, to)} of the stream. */
  public void feed(byte[] bytes, int from, int to, Lines lines) {
    int at = from;
    while (at < to) {
      int end = endOfLine(bytes, at, to);
      take(bytes, at, end, end < to, lines);
      at = end + 1;
    }
  }

  /** Whether a line waits for its end; it may be one that is skipped. */
  public boolean isWaiting() {
    return skipping || keptLength > 0;
  }

  /** Takes what waits as a line, as if its LF had come; what is skipped ends. */
  public void flush(Lines lines) {
    if (isWaiting()) {
      take(NOTHING, 0, 0, true, lines);
    }
  }

  private void take(byte[] bytes, int from, int to, boolean complete, Lines lines) {
    if (skipping) {
      skipping = !complete;
    } else if (keptLength + (to - from) > limit) {
      complain(bytes, from, to, lines);
      skipping = !complete;
    } else if (!complete) {
      keep(bytes, from, to);
    } else if (keptLength == 0) {
      lines.line(bytes, from, to);
    } else {
      keep(bytes, from, to);
      byte[] line = kept;
      int length = keptLength;
      forget();
      lines.line(line, 0, length);
    }
  }

  private void complain(byte[] bytes, int from, int to, Lines lines) {
    keep(bytes, from, Math.min(to, from + longestComplaint));
    byte[] start = kept;
    int length = Math.min(keptLength, longestComplaint);
    forget();
    lines.tooLong(start, 0, length);
  }

  private void keep(byte[] bytes, int from, int to) {
    int length = keptLength + (to - from);
    if (length > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(length, 2 * kept.length));
    }
    System.arraycopy(bytes, from, kept, keptLength, to - from);
    keptLength = length;
  }

  private void forget() {
    kept = NOTHING;
    keptLength = 0;
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int end = LineFeed.find(bytes, from, to);
    return end < 0 ? to : end;
  }
}

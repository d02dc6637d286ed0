package io.proxyherd.link;

/**
 * What went over the links with one neighbour since the server started. Not thread-safe: owned by
 * its node; {@link #copy} gives others theirs.
 */
public final class LinkCounts {
  private long connects;
  private long reportsSent;
  private long newsReceived;
  private long knownReceived;
  private long conflated;
  private long grafts;
  private long bytesSent;
  private long bytesReceived;

  void countConnect() {
    connects++;
  }

  void countSent() {
    reportsSent++;
  }

  void countReceived(boolean isNews) {
    if (isNews) {
      newsReceived++;
    } else {
      knownReceived++;
    }
  }

  /** A report is new that was still owed in an older version. */
  void countConflated() {
    conflated++;
  }

  void countGraft() {
    grafts++;
  }

  void countSentBytes(int bytes) {
    bytesSent += bytes;
  }

  void countReceivedBytes(int bytes) {
    bytesReceived += bytes;
  }

  /** Adds what went over a connection before it was known whose it is. */
  void add(LinkCounts other) {
    bytesSent += other.bytesSent;
    bytesReceived += other.bytesReceived;
  }

  public LinkCounts copy() {
    var copy = new LinkCounts();
    copy.add(this);
    copy.connects = connects;
    copy.reportsSent = reportsSent;
    copy.newsReceived = newsReceived;
    copy.knownReceived = knownReceived;
    copy.conflated = conflated;
    copy.grafts = grafts;
    return copy;
  }

  /** How often the link came up. */
  public long connects() {
    return connects;
  }

  /** How many reports the peer was sent. */
  public long reportsSent() {
    return reportsSent;
  }

  /** How many reports came that were newer than what was known. */
  public long newsReceived() {
    return newsReceived;
  }

  /** How many reports came that were not. */
  public long knownReceived() {
    return knownReceived;
  }

  /** How many reports the peer need not be sent, for a newer one of the client came before. */
  public long conflated() {
    return conflated;
  }

  /** How often the peer was wanted though the link is not on the tree. */
  public long grafts() {
    return grafts;
  }

  public long bytesSent() {
    return bytesSent;
  }

  public long bytesReceived() {
    return bytesReceived;
  }
}

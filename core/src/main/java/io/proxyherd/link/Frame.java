package io.proxyherd.link;

import io.proxyherd.store.Report;
import java.util.List;

/** What two servers of a herd say to each other. {@link FrameWriter} has the bytes. */
sealed interface Frame {
  /**
   * The first frame of either side; the one who dialled speaks first.
   *
   * @param version of the link protocol
   * @param cluster the herd's name, equal on all its servers
   * @param server the sender's name
   * @param incarnation a random number, new at every start of the sender
   * @param wallNanos the sender's clock, nanoseconds since 1970
   */
  record Hello(int version, String cluster, String server, long incarnation, long wallNanos)
      implements Frame {}

  /** The sender wants no link, and why; it closes. */
  record Refuse(String reason) implements Frame {}

  /** Reports that the receiver may lack. */
  record Data(List<Report> reports) implements Frame {}

  /** Asks for a {@link Pong} with the same number. */
  record Ping(long number) implements Frame {}

  /** Answers a {@link Ping}. */
  record Pong(long number) implements Frame {}
}

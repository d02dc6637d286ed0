package io.proxyherd.link;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import java.util.List;

/** What two servers of a herd say to each other. {@link FrameWriter} has the bytes. */
sealed interface Frame {
  /**
   * The first frame of either side; the one who dialled speaks first. Later versions may append to
   * it.
   *
   * @param version of the link protocol, the latest that the sender speaks
   * @param oldestVersion that it speaks; both sides go on in the latest that both do
   * @param cluster the herd's name, equal on all its servers
   * @param server the sender's name
   * @param incarnation a random number, new at every start of the sender
   * @param wallNanos the sender's clock, nanoseconds since 1970
   * @param lifetimes of reports, milliseconds on the wire
   */
  record Hello(
      int version,
      int oldestVersion,
      String cluster,
      String server,
      long incarnation,
      long wallNanos,
      Lifetimes lifetimes)
      implements Frame {}

  /** The sender wants no link, and why; it closes. */
  record Refuse(String reason) implements Frame {}

  /** Reports that the receiver may lack. Says nothing about what it has in all. */
  record Data(List<Report> reports) implements Frame {}

  /**
   * Whatever this covers, the sender had when it sent all that was owed; so now the receiver has
   * it.
   */
  record Cover(Coverage coverage) implements Frame {}

  /** Feed me: first what this does not cover, then every change. */
  record Want(Coverage coverage) implements Frame {}

  /** Feed me no longer. */
  record Stop() implements Frame {}

  /** The sender has what this covers; for a receiver that it does not feed. */
  record Have(Coverage coverage) implements Frame {}

  /** With whom a server is linked. */
  record LinkState(Neighbours neighbours) implements Frame {}

  /** Asks for a {@link Pong} with the same number. */
  record Ping(long number) implements Frame {}

  /** Answers a {@link Ping}, with the sender's clock, nanoseconds since 1970. */
  record Pong(long number, long wallNanos) implements Frame {}
}

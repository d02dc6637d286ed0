package io.proxyherd.link;

import io.proxyherd.store.Lifetimes;
import java.time.Duration;
import java.util.Set;

/**
 * What a server's links need to know.
 *
 * @param cluster the herd's name; both ends of a link must agree
 * @param server this server's name
 * @param neighbours the servers that may link with this one
 * @param redundancy over how many links this server wants to be fed
 * @param helloTimeout how long a new connection may take to say HELLO
 * @param pingAfter how long a link may have nothing to say before it sends a PING
 * @param silentAfter how long the other end may say nothing before the link is given up
 * @param clockOffsetWarn from which difference of the clocks on the operator is told
 * @param clockOffsetRefuse from which difference of the clocks on there is no link
 * @param lifetimes of reports; both ends of a link must agree
 * @param readyTimeout how long a server that starts waits until it has caught up
 * @param rememberedLosses of how many clients the last message that lost is remembered
 */
public record LinkSettings(
    String cluster,
    String server,
    Set<String> neighbours,
    Redundancy redundancy,
    Duration helloTimeout,
    Duration pingAfter,
    Duration silentAfter,
    Duration clockOffsetWarn,
    Duration clockOffsetRefuse,
    Lifetimes lifetimes,
    Duration readyTimeout,
    int rememberedLosses) {

  /** The usual times and a tree, for herds that are not configured: tested and measured ones. */
  public static LinkSettings usual(String cluster, String server, Set<String> neighbours) {
    return usual(cluster, server, neighbours, Redundancy.TREE, Lifetimes.USUAL);
  }

  /** The usual times. */
  public static LinkSettings usual(
      String cluster,
      String server,
      Set<String> neighbours,
      Redundancy redundancy,
      Lifetimes lifetimes) {
    return new LinkSettings(
        cluster,
        server,
        neighbours,
        redundancy,
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        lifetimes,
        Duration.ofSeconds(10),
        100);
  }
}

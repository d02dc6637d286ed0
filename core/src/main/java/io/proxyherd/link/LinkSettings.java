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

  /** The same, fed over so many links. */
  public LinkSettings withRedundancy(Redundancy other) {
    return new LinkSettings(
        cluster,
        server,
        neighbours,
        other,
        helloTimeout,
        pingAfter,
        silentAfter,
        clockOffsetWarn,
        clockOffsetRefuse,
        lifetimes,
        readyTimeout,
        rememberedLosses);
  }

  /** The same with other lifetimes. */
  public LinkSettings withLifetimes(Lifetimes others) {
    return new LinkSettings(
        cluster,
        server,
        neighbours,
        redundancy,
        helloTimeout,
        pingAfter,
        silentAfter,
        clockOffsetWarn,
        clockOffsetRefuse,
        others,
        readyTimeout,
        rememberedLosses);
  }

  /**
   * The usual times, and a tree, for herds that are not configured: simulated and measured ones.
   */
  public static LinkSettings usual(String cluster, String server, Set<String> neighbours) {
    return new LinkSettings(
        cluster,
        server,
        neighbours,
        Redundancy.TREE,
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Lifetimes.USUAL,
        Duration.ofSeconds(10),
        100);
  }
}

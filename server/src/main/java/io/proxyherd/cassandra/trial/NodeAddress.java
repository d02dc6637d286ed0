package io.proxyherd.cassandra.trial;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a node is.
 *
 * @param host a loopback address, as digits, at which it listens
 * @param clientPort where clients reach it
 * @param nodePort where other nodes reach it
 * @param knownAs the host under which other nodes reach it, with the same port
 */
public record NodeAddress(String host, int clientPort, int nodePort, String knownAs) {
  private static final int NODE_PORTS_AFTER = 10;

  /** A node that others reach where it listens. */
  public NodeAddress(String host, int clientPort, int nodePort) {
    this(host, clientPort, nodePort, host);
  }

  /**
   * So many nodes at 127.0.0.1, with one port after the other.
   *
   * @param firstPort where clients reach the first one; what nodes say to each other begins ten
   *     ports after it
   */
  public static List<NodeAddress> fromPort(int firstPort, int count) {
    return IntStream.range(firstPort, firstPort + count)
        .mapToObj(port -> new NodeAddress("127.0.0.1", port, port + NODE_PORTS_AFTER))
        .toList();
  }

  /** Where clients reach it. */
  public InetSocketAddress clients() {
    return new InetSocketAddress(host, clientPort);
  }

  /** Where it listens to other nodes. */
  public InetSocketAddress nodes() {
    return new InetSocketAddress(host, nodePort);
  }

  /** Where other nodes look for it, {@code host:port}. */
  String seed() {
    return knownAs + ":" + nodePort;
  }
}

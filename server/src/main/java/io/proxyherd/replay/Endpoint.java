package io.proxyherd.replay;

import java.util.List;
import java.util.stream.IntStream;

/** Where a server of the herd takes its clients. */
public record Endpoint(String host, int port) {
  private static final int FIRST_PORT = 12860;
  private static final int LAST_PORT = 12864;

  /** The five servers of the default herd on this machine. */
  public static final List<Endpoint> DEFAULT_HERD =
      IntStream.rangeClosed(FIRST_PORT, LAST_PORT)
          .mapToObj(port -> new Endpoint("127.0.0.1", port))
          .toList();

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    String port = text.substring(colon + 1);
    boolean valid = !host.isEmpty() && port.matches("[0-9]{1,5}");
    if (!valid || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "server: " + text + " (expected: HOST:PORT, the port from 1 to 65535)");
    }
    return new Endpoint(host, Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

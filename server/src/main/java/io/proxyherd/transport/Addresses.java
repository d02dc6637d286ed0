package io.proxyherd.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as people write them: {@code 127.0.0.1:12860}, {@code [::1]:12860}. */
public final class Addresses {
  private Addresses() {}

  /** Prints it without asking a name server. */
  public static String print(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return String.valueOf(address);
    }
    String host = host(inet);
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + inet.getPort();
  }

  /** The same without the port. */
  static String host(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return String.valueOf(address);
    }
    InetAddress resolved = inet.getAddress();
    return resolved == null ? inet.getHostString() : resolved.getHostAddress();
  }
}

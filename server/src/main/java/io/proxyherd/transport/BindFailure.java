package io.proxyherd.transport;

import java.net.InetSocketAddress;

/** A port can't be listened at; the message says which, why and the cure. */
public final class BindFailure extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param cause why it failed
   */
  public BindFailure(InetSocketAddress address, Throwable cause) {
    super(message(address, String.valueOf(cause.getMessage())), cause);
  }

  private static String message(InetSocketAddress address, String reason) {
    String where = Addresses.print(address);
    if (address.isUnresolved()) {
      return "host "
          + address.getHostString()
          + " is unknown; set the server's host to an address of this machine";
    }
    if (reason.contains("already in use")) {
      return "port "
          + address.getPort()
          + " is in use ("
          + where
          + "); stop the other server or set another port";
    }
    if (reason.contains("assign requested address")) {
      return "host "
          + address.getHostString()
          + " is not an address of this machine; set the server's host to one";
    }
    if (reason.contains("ermission denied")) {
      return "port " + address.getPort() + " may not be used by this user; set one above 1023";
    }
    return "cannot listen at " + where + ": " + reason;
  }
}

package io.proxyherd.config;

import java.util.Optional;

/**
 * One server of the herd.
 *
 * @param name 1..64 bytes of {@code A-Z a-z 0-9 _ . -}
 * @param host the address it listens on and the other servers dial
 * @param port where clients connect, 0..65535; 0 = any free one
 * @param peerPort where the other servers connect, 0..65535; 0 = any free one
 * @param http where it listens for HTTP, if it does; port 0 = any free one
 */
public record ServerConfig(
    String name, String host, int port, int peerPort, Optional<Address> http) {

  /** Where clients connect. */
  public Address clientAddress() {
    return new Address(host, port);
  }

  /** Where the other servers connect. */
  public Address peerAddress() {
    return new Address(host, peerPort);
  }
}

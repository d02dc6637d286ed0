package io.proxyherd.config;

import java.util.Optional;
import java.util.Set;

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
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  /** Where clients connect. */
  public Address clientAddress() {
    return new Address(host, port);
  }

  /** Where the other servers connect. */
  public Address peerAddress() {
    return new Address(host, peerPort);
  }

  /** Where it can be asked over HTTP: if it listens everywhere, where its peers find it. */
  public Optional<Address> reachableHttp() {
    return http.map(at ->
        EVERYWHERE.contains(at.host())
            ? new Address(EVERYWHERE.contains(host) ? ServerSettings.LOCALHOST : host, at.port())
            : at);
  }
}

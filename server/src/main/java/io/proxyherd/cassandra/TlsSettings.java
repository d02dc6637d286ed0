package io.proxyherd.cassandra;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections to Cassandra are encrypted. All files are PEM.
 *
 * @param authority the certificates of who is trusted; nothing = those that the JVM trusts
 * @param identity whom this server is to Cassandra; nothing = it shows no certificate
 * @param hostCheck whether a node's certificate must name the host that was dialled
 */
public record TlsSettings(
    Optional<Path> authority, Optional<Identity> identity, boolean hostCheck) {
  /**
   * A certificate and its key.
   *
   * @param certificate with those that vouch for it after it
   * @param key PKCS #8, not encrypted
   */
  public record Identity(Path certificate, Path key) {}
}

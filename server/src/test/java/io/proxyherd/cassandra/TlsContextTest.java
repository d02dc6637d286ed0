package io.proxyherd.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsContextTest {
  @TempDir private static Path dir;
  private static Certificates node;
  private static Certificates other;

  @BeforeAll
  static void make() {
    node = Certificates.make(dir, "node", "RSA");
    other = Certificates.make(dir, "other", "RSA");
  }

  @Test
  void trustsWhoIsInTheFile() throws IOException {
    assertThat(protocolWith(trusting(node.certificate()))).startsWith("TLSv1.");
  }

  @Test
  void trustsNobodyElse() {
    assertThatThrownBy(() -> protocolWith(trusting(other.certificate())))
        .isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void takesTheUsualKeys(String algorithm) {
    var own = Certificates.make(dir, "own-" + algorithm, algorithm);

    assertThat(TlsContext.of(showing(own.certificate(), own.key()))).isNotNull();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> TlsContext.of(trusting(dir.resolve("nowhere.pem"))))
        .hasMessage(
            "cassandra.ca-file: "
                + dir.resolve("nowhere.pem")
                + " does not exist (expected: one or more certificates, in PEM)");
  }

  @Test
  void aFileWithoutACertificateIsNamed() throws IOException {
    Path empty = Files.writeString(dir.resolve("empty.pem"), "hello\n");

    assertThatThrownBy(() -> TlsContext.of(trusting(empty)))
        .hasMessageStartingWith("cassandra.ca-file: " + empty + " has no certificate");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() {
    assertThatThrownBy(() -> TlsContext.of(showing(node.certificate(), other.key())))
        .hasMessage(
            "cassandra.key-file: "
                + other.key()
                + " is another key (expected: that of "
                + node.certificate()
                + ")");
  }

  @Test
  void anEncryptedKeyIsRefusedWithTheCureAndNotRepeated() throws IOException {
    Path encrypted =
        Files.writeString(
            dir.resolve("encrypted.key"),
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            c2VjcmV0
            -----END ENCRYPTED PRIVATE KEY-----
            """);

    assertThatThrownBy(() -> TlsContext.of(showing(node.certificate(), encrypted)))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
        .hasMessageNotContaining("c2VjcmV0");
  }

  private static TlsSettings trusting(Path authority) {
    return new TlsSettings(Optional.of(authority), Optional.empty(), true);
  }

  private static TlsSettings showing(Path certificate, Path key) {
    return new TlsSettings(
        Optional.empty(), Optional.of(new TlsSettings.Identity(certificate, key)), true);
  }

  /** What is spoken with a server that shows the node's certificate. */
  private static String protocolWith(TlsSettings settings) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (var listening =
        (SSLServerSocket)
            node.serverContext().getServerSocketFactory().createServerSocket(0, 1, here)) {
      var accepting = CompletableFuture.runAsync(() -> accept(listening));
      try (var socket =
          (SSLSocket)
              TlsContext.of(settings)
                  .getSocketFactory()
                  .createSocket(here, listening.getLocalPort())) {
        socket.startHandshake();
        return socket.getSession().getProtocol();
      } finally {
        accepting.join();
      }
    }
  }

  private static void accept(SSLServerSocket listening) {
    try (var socket = (SSLSocket) listening.accept()) {
      socket.startHandshake();
      var _ = socket.getInputStream().read();
    } catch (IOException _) {
      // The client does not trust us.
    }
  }
}

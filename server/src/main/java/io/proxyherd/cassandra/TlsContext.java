package io.proxyherd.cassandra;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What is trusted, and who we are, as the files say at the moment. */
final class TlsContext {
  private static final char[] NO_PASSWORD = {};
  private static final byte[] PROBE = {1, 2, 3, 4};

  private TlsContext() {}

  /**
   * The context for connections to Cassandra.
   *
   * @throws TlsFailure if a file can't be used
   */
  static SSLContext of(TlsSettings settings) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          settings.identity().isPresent() ? keys(settings.identity().get()) : null,
          settings.authority().isPresent()
              ? trust(new PemFile("ca-file", settings.authority().get()).certificates())
              : null,
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java can't do TLS: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(TlsSettings.Identity identity)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = new PemFile("cert-file", identity.certificate()).certificates();
    var keyFile = new PemFile("key-file", identity.key());
    PrivateKey key = keyFile.privateKey(chain.getFirst());
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      throw keyFile.refused("is another key", "that of " + identity.certificate());
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    Optional<String> algorithm = signature(key.getAlgorithm());
    if (algorithm.isEmpty()) {
      return true; // The handshake will tell.
    }
    var signature = Signature.getInstance(algorithm.get());
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static Optional<String> signature(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> Optional.of("SHA256withRSA");
      case "EC" -> Optional.of("SHA256withECDSA");
      case "EdDSA", "Ed25519", "Ed448" -> Optional.of("EdDSA");
      default -> Optional.empty();
    };
  }
}

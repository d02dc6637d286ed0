package io.proxyherd.cassandra;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Certificates or a key, as text.
 *
 * @param setting that names the file, for errors
 */
record PemFile(String setting, Path path) {
  private static final int LARGEST = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final String CERTIFICATES = "one or more certificates, in PEM";
  private static final String PRIVATE_KEY =
      "a private key in PEM, PKCS #8 and not encrypted; openssl pkcs8 -topk8 -nocrypt makes one";

  /** Its certificates, at least one, in their order. */
  List<X509Certificate> certificates() {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(CERTIFICATES)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw refused("has no certificate", CERTIFICATES);
      }
      return found;
    } catch (CertificateException _) {
      throw refused("has no certificate that can be read", CERTIFICATES);
    }
  }

  /** The key for a certificate. */
  PrivateKey privateKey(X509Certificate certificate) {
    var matcher = KEY.matcher(new String(read(PRIVATE_KEY), US_ASCII));
    if (!matcher.find()) {
      throw refused("has no key of that kind", PRIVATE_KEY);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw refused("has no key of the certificate's kind", "the key of the certificate");
    }
  }

  TlsFailure refused(String trouble, String expected) {
    return new TlsFailure(setting, path, trouble, expected);
  }

  private byte[] read(String expected) {
    if (Files.isDirectory(path)) {
      throw refused("is a directory", expected);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(LARGEST);
    } catch (NoSuchFileException _) {
      throw refused("does not exist", expected);
    } catch (AccessDeniedException _) {
      throw refused("may not be read by this user", expected);
    } catch (IOException _) {
      throw refused("can't be read", expected);
    }
  }
}

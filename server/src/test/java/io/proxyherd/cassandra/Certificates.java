package io.proxyherd.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate for 127.0.0.1 that it has signed itself, as files. */
record Certificates(Path certificate, Path key, KeyStore store) {
  private static final String PASSWORD = "changeit";

  /** Made by the JDK's keytool. */
  static Certificates make(Path dir, String name, String algorithm) {
    try {
      Path store = dir.resolve(name + ".p12");
      var keytool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-keystore",
                      store.toString(),
                      "-storetype",
                      "PKCS12",
                      "-storepass",
                      PASSWORD,
                      "-alias",
                      "it",
                      "-keyalg",
                      algorithm,
                      "-dname",
                      "CN=" + name,
                      "-ext",
                      "san=ip:127.0.0.1",
                      "-validity",
                      "3650"))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return read(dir, name, store);
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Certificates read(Path dir, String name, Path file)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey("it", PASSWORD.toCharArray());
    return new Certificates(
        pem(dir.resolve(name + ".pem"), "CERTIFICATE", store.getCertificate("it").getEncoded()),
        pem(dir.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
        store);
  }

  private static Path pem(Path file, String what, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }

  /** For a server that shows this certificate. */
  SSLContext serverContext() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Login;
import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import io.proxyherd.cassandra.TlsSettings;
import io.proxyherd.cassandra.trial.NodeAddress;
import io.proxyherd.cassandra.trial.TrialCluster;
import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialSettings;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreHealth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that speaks TLS only, and only to those who log in. */
final class CassandraLoginSystemTest {
  private static final Path ROOT = Path.of(System.getProperty("herd.root", ".."));
  private static final String HOST = "127.0.43.1";
  private static final int PORT = 9042;
  private static final String PASSWORD = "changeit";
  private static final Duration START =
      Duration.ofSeconds(Integer.getInteger("cassandra.start-seconds", 180));

  @TempDir private static Path dir;
  private static TrialCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Path libraries = ROOT.resolve("cassandra/target/lib");
    try {
      TrialCluster.check(libraries);
    } catch (TrialFailure e) {
      abort(String.valueOf(e.getMessage()));
    }
    certificate("node");
    certificate("other");
    cluster =
        TrialCluster.start(
            new TrialSettings(
                    "login",
                    dir.resolve("nodes"),
                    libraries,
                    List.of(new NodeAddress(HOST, PORT, 7000)))
                .with("authenticator", "PasswordAuthenticator")
                .with("authorizer", "CassandraAuthorizer")
                .with(
                    "client_encryption_options",
                    "{enabled: true, optional: false, store_type: PKCS12, keystore: %s, keystore_password: %s}"
                        .formatted(dir.resolve("node.p12"), PASSWORD)));
    Eventually.await()
        .atMost(START)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(CassandraLoginSystemTest::createAll);
  }

  /** The schema, and a role for the servers, as an administrator does. */
  private static void createAll() {
    var administrator = Login.of("cassandra", "test", "cassandra");
    try (var schema = SchemaSession.open(settings(Optional.of(administrator), trusting("node")))) {
      var _ = schema.create(List.of(new Region(TrialSettings.DATA_CENTRE, 1)));
      schema.createRole(Login.of("herd", "test", "it's secret"));
    } catch (SchemaFailure notYet) {
      throw new AssertionError(notYet.getMessage(), notYet);
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void whoLogsInOverTlsIsServed() {
    var server = settings(Optional.of(Login.of("herd", "test", "it's secret")), trusting("node"));
    try (var user = CassandraUser.connected(server, Lifetimes.USUAL)) {
      Report report = Reports.at("kiwi", Instant.now().getEpochSecond());

      assertThat(user.offer(report)).isEqualTo(Offered.Taken.ACCEPTED);
      assertThat(user.find("kiwi")).isEqualTo(new Found.Known(report));
    }
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated() {
    var server = settings(Optional.of(Login.of("herd", "test", "trala")), trusting("node"));

    assertThat(detailOf(server, "refuses"))
        .isEqualTo(
            "cassandra: 127.0.43.1:9042: refuses role herd or its password;"
                + " correct cassandra.username and the password")
        .doesNotContain("trala");
  }

  @Test
  void whoDoesNotLogInIsToldTo() {
    assertThat(detailOf(settings(Optional.empty(), trusting("node")), "login"))
        .isEqualTo(
            "cassandra: 127.0.43.1:9042: asks for a login;"
                + " set cassandra.username and the password");
  }

  @Test
  void aNodeThatNobodyVouchesForIsRefused() {
    assertThat(detailOf(settings(Optional.empty(), trusting("other")), "TLS"))
        .startsWith("cassandra: 127.0.43.1:9042: TLS failed: ")
        .endsWith("; correct cassandra.tls and its files");
  }

  @Test
  void whoSpeaksNoTlsIsToldSomething() {
    String detail = detailOf(settings(Optional.empty(), Optional.empty()), "expected");
    assertThat(detail).startsWith("cassandra: 127.0.43.1:9042: ");
  }

  /** What the store says of itself once that has the word in it. */
  private static String detailOf(CassandraSettings settings, String word) {
    try (var user = new CassandraUser(settings, Lifetimes.USUAL)) {
      Eventually.await().until(() -> user.store().health().detail().contains(word));
      assertThat(user.store().health().state()).isEqualTo(StoreHealth.State.DOWN);
      return user.store().health().detail();
    }
  }

  private static Optional<TlsSettings> trusting(String name) {
    return Optional.of(
        new TlsSettings(Optional.of(dir.resolve(name + ".pem")), Optional.empty(), true));
  }

  private static CassandraSettings settings(Optional<Login> login, Optional<TlsSettings> tls) {
    CassandraSettings usual =
        CassandraSettings.usual(
            List.of(InetSocketAddress.createUnresolved(HOST, PORT)),
            TrialSettings.DATA_CENTRE,
            CassandraSettings.KEYSPACE);
    return new CassandraSettings(
        usual.contactPoints(),
        usual.localDatacenter(),
        usual.keyspace(),
        usual.readConsistency(),
        usual.writeConsistency(),
        Duration.ofSeconds(20),
        usual.connectTimeout(),
        usual.maxInFlight(),
        usual.maxWaiting(),
        login,
        tls);
  }

  /** A key with a certificate that it has signed itself: a store for a node, and PEM for others. */
  private static void certificate(String name) throws IOException, InterruptedException {
    keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:" + HOST);
    keytool(name, "-exportcert", "-rfc", "-file", dir.resolve(name + ".pem").toString());
  }

  private static void keytool(String name, String... args)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(args));
    command.addAll(
        List.of(
            "-keystore",
            dir.resolve(name + ".p12").toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            "it"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }
}

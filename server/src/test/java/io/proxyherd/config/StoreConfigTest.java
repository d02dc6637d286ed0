package io.proxyherd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where reports are kept, and how Cassandra is reached. */
final class StoreConfigTest {
  private static final String CANARY = "CanaryOfTheTests";
  private static final String VARIABLE = "HERD_CASSANDRA_PASSWORD";

  @TempDir private Path dir;

  private HerdConfig load(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(dir.resolve("herd.yaml"), yaml);
    return ConfigLoader.load(Optional.of(file), environment);
  }

  private HerdConfig load(String yaml) throws IOException {
    return load(yaml, Map.of());
  }

  private CassandraConfig cassandra(String yaml) throws IOException {
    return load("cassandra: {" + yaml + "}").store().cassandra();
  }

  private String complaint(String yaml, Map<String, String> environment) {
    List<String> all =
        catchThrowableOfType(ConfigException.class, () -> load(yaml, environment)).complaints();
    assertThat(all).hasSize(1);
    return all.getFirst().replace(dir + "/", "");
  }

  @Test
  void oneLineSwitchesTheHerd() throws IOException {
    var herd = load("store: cassandra");
    assertThat(herd.store().kind()).isEqualTo(StoreKind.CASSANDRA);
    assertThat(herd.servers()).hasSize(5);
    assertThat(herd.links()).isEmpty();
    assertThat(load("store: both").links()).hasSize(5);
    assertThat(load("", Map.of("HERD_STORE", "cassandra")).store())
        .isEqualTo(load("store: cassandra").store());
  }

  @Test
  void withoutLinksNoneAreNeededButWhatIsThereIsRead() throws IOException {
    String servers = "servers: {a: {port: 1}, b: {port: 2}, c: {port: 3}}\n";
    assertThat(load("store: cassandra\n" + servers).servers()).hasSize(3);
    assertThat(load("store: cassandra\n" + servers + "links: [[a, b]]").links()).isEmpty();
    assertThat(complaint("store: cassandra\n" + servers + "links: [[a, d]]", Map.of()))
        .startsWith("herd.yaml:3: links: d (expected: the name of a server");
    assertThat(complaint("store: both\n" + servers, Map.of()))
        .contains("links: nothing (expected: links that connect the 3 servers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[10.0.0.1:9042, '[::1]:9043']",
        "'10.0.0.1:9042, [::1]:9043'",
        "'10.0.0.1:9042 [::1]:9043'",
      })
  void contactPointsAreAddresses(String written) throws IOException {
    assertThat(cassandra("contact-points: " + written).contactPoints())
        .containsExactly(new Address("10.0.0.1", 9042), new Address("::1", 9043));
  }

  @ParameterizedTest
  @CsvSource({
    "contact-points, '[]', nothing",
    "contact-points, 10.0.0.1, 10.0.0.1",
    "contact-points, '[a:1, a:1]', 'a:1, a:1'",
    "keyspace, Herd, Herd",
    "keyspace, 1herd, 1herd",
    "local-datacenter, a b, a b",
    "write-consistency, two, two",
    "read-consistency, each-quorum, each-quorum",
    "timeout, 61 s, 61 s",
    "max-in-flight, 0, 0",
    "max-waiting, 1000001, 1000001",
    "username, a b, a b",
    "tls, yes, yes",
  })
  void whatIsNotExpectedIsRefused(String key, String value, String shown) {
    assertThat(complaint("cassandra: {" + key + ": " + value + "}", Map.of()))
        .startsWith("herd.yaml:1: cassandra." + key + ": " + shown + " (expected: ");
  }

  @Test
  void aPasswordIsNamedAndNeverHeld() throws IOException {
    var inFile = cassandra("username: herd, password-file: secret").login().orElseThrow();
    assertThat(inFile.password()).isEqualTo(new KeySource.InFile(dir.resolve("secret")));
    var herd = load("cassandra: {username: herd, password-file: secret}", Map.of(VARIABLE, CANARY));
    assertThat(herd.store().cassandra().login())
        .contains(new CassandraConfig.Login("herd", new KeySource.InVariable(VARIABLE)));
    assertThat(herd.toString()).doesNotContain(CANARY);
  }

  @Test
  void aPasswordInTheFileIsRefusedAndNotRepeated() {
    assertThat(complaint("cassandra: {password: " + CANARY + "}", Map.of()))
        .isEqualTo(
            "herd.yaml:1: cassandra.password: no password may be in this file (expected:"
                + " password-file, with the path of a file that holds it, or the variable "
                + VARIABLE
                + "; and a new password, if others can read this one)");
  }

  @Test
  void aUserNeedsAPasswordAndTheOtherWayRound() {
    assertThat(complaint("cassandra: {username: herd}", Map.of()))
        .isEqualTo(
            "herd.yaml:1: cassandra.username: herd (expected: a password for it:"
                + " cassandra.password-file, or the variable "
                + VARIABLE
                + ")");
    assertThat(complaint("cassandra: {password-file: secret}", Map.of()))
        .isEqualTo("cassandra.username: off (expected: the role whose password is given)");
  }

  @Test
  void certificatesStandTogether() throws IOException {
    var tls =
        cassandra("tls: on, ca-file: ca.pem, cert-file: a.pem, key-file: a.key")
            .tls()
            .orElseThrow();
    assertThat(tls)
        .isEqualTo(
            new CassandraConfig.Tls(
                Optional.of(dir.resolve("ca.pem")),
                Optional.of(
                    new CassandraConfig.Identity(dir.resolve("a.pem"), dir.resolve("a.key"))),
                true));
    assertThat(cassandra("tls: on, tls-host-check: off").tls().orElseThrow().hostCheck()).isFalse();
    assertThat(cassandra("tls: off").tls()).isEmpty();
    assertThat(complaint("cassandra: {tls: on, cert-file: a.pem}", Map.of()))
        .isEqualTo(
            "cassandra.key-file: off (expected: a path of a file, for there is a"
                + " cassandra.cert-file)");
    assertThat(complaint("cassandra: {tls: on, key-file: a.key}", Map.of()))
        .startsWith("cassandra.cert-file: off (expected: a path of a file");
    assertThat(complaint("cassandra: {ca-file: ca.pem}", Map.of()))
        .isEqualTo("herd.yaml:1: cassandra.ca-file: set (expected: off, or cassandra.tls: on)");
  }
}

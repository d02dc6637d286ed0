package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckConfigTest {
  @TempDir private Path dir;
  private Path file = Path.of("herd.yaml");

  @BeforeEach
  void nameTheFile() {
    file = dir.resolve("herd.yaml");
  }

  @Test
  void aGoodFileIsShownAsATable() throws IOException {
    Files.writeString(
        file,
        "servers: {a: {port: 1}, bee: {host: '::1', port: 2, http-port: off}}\nlinks: [[a, bee]]");
    var ran = Ran.herd("check-config", file.toString());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            file
                + """
                 is good: 2 servers, 1 link
                  server  for clients  for peers      HTTP           linked with
                  a       127.0.0.1:1  127.0.0.1:101  127.0.0.1:201  bee
                  bee     [::1]:2      [::1]:102      off            a
                """);
  }

  @Test
  void legacyNeighboursAreShownBelow() throws IOException {
    Files.writeString(
        file,
        """
        servers: {a: {port: 1}}
        legacy:
          Bohr: {host: bohr, port: 80, neighbour-of: a}
          C: {port: 8, neighbour-of: a, dialect: at7-split}
        """);
    assertThat(Ran.herd("check-config", file.toString()).out())
        .isEqualTo(
            file
                + """
                 is good: 1 server, 0 links, 2 legacy neighbours
                  server  for clients  for peers      HTTP           linked with
                  a       127.0.0.1:1  127.0.0.1:101  127.0.0.1:201

                  legacy  address      dialect    delivery               neighbour of
                  Bohr    bohr:80      at6        connection-per-update  a
                  C       127.0.0.1:8  at7-split  connection-per-update  a
                """);
  }

  @Test
  void theStandardHerdIsGood() {
    assertThat(Ran.herd("check-config").out())
        .startsWith("the standard herd is good: 5 servers, 5 links\n")
        .contains(
            "  Alford    127.0.0.1:12860  127.0.0.1:12960  127.0.0.1:13060  Hamilton, Welsh\n");
  }

  @Test
  void itSaysWhereReportsAreKept() throws IOException {
    Files.writeString(
        file, "store: cassandra\ncassandra: {contact-points: [a:1, b:2], keyspace: k}");
    assertThat(Ran.herd("check-config", file.toString()).out())
        .contains(" is good: 5 servers, 0 links, reports in Cassandra (keyspace k at a:1, b:2)\n");
    Files.writeString(file, "store: both");
    assertThat(Ran.herd("check-config", file.toString()).out())
        .contains("5 links, reports also in Cassandra (keyspace herd at 127.0.0.1:9042)\n");
  }

  @Test
  void ofABadFileAllThatIsWrongIsSaid() throws IOException {
    Files.writeString(file, "clutser: x\nplaces: {threads: 0}");
    var ran = Ran.herd("check-config", file.toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith(file + ":1: clutser: unknown key"))
        .anyMatch(line -> line.startsWith(file + ":2: places.threads: 0 (expected:"))
        .last()
        .asString()
        .startsWith("herd: ");
  }

  @Test
  void aProviderThatIsChosenNeedsItsKey() throws IOException {
    Files.writeString(file, "places: {providers: [google, google-legacy, photon]}");
    for (String command : List.of("check-config", "up")) {
      var ran =
          command.equals("up")
              ? Ran.herd("up", "--config", file.toString())
              : Ran.herd("check-config", file.toString());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines())
          .contains(
              "places.providers: google has no key (expected: google.key-file, or the variable"
                  + " HERD_GOOGLE_KEY)",
              "places.providers: google-legacy has no key (expected: google-legacy.key-file, or the"
                  + " variable HERD_GOOGLE_LEGACY_KEY)");
    }
  }

  @Test
  void theKeysFileMustHoldAKeyAndIsNotPrinted() throws IOException {
    Files.writeString(file, "places: {providers: [google]}\ngoogle: {key-file: google.key}");
    var missing = Ran.herd("check-config", file.toString());
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).startsWith("herd: google.key-file: ").contains("does not exist");

    Path key = Files.writeString(dir.resolve("google.key"), "AIzaSyCanary of two words");
    var refused = Ran.herd("check-config", file.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("google.key-file: ").doesNotContain("canary");

    Files.writeString(key, "AIzaSyCanary\n");
    var good = Ran.herd("check-config", file.toString());
    assertThat(good.err()).isEmpty();
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).doesNotContain("Canary");
  }

  @Test
  void whatIsNotChosenNeedsNoKey() throws IOException {
    Files.writeString(file, "google: {key-file: missing.key}");
    assertThat(Ran.herd("check-config", file.toString()).exitCode()).isZero();
  }
}

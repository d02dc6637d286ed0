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
import org.junit.jupiter.params.provider.ValueSource;

final class HerdShapeTest {
  @TempDir private Path dir;

  private HerdConfig load(String yaml) throws IOException {
    Path file = Files.writeString(dir.resolve("herd.yaml"), yaml);
    return ConfigLoader.load(Optional.of(file), Map.of());
  }

  private static ServerConfig server(String name, String host, int port) {
    var http = Optional.of(new Address("127.0.0.1", port + 200));
    return new ServerConfig(name, host, port, port + 100, http);
  }

  private List<String> complaints(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> load(yaml)).complaints().stream()
        .map(line -> line.replace(dir + "/", ""))
        .toList();
  }

  @Test
  void serversKeepTheOrderOfTheFile() throws IOException {
    assertThat(load("servers: {b: {port: 1}, a: {port: 2}}\nlinks: [[a, b]]").servers())
        .extracting(ServerConfig::name)
        .containsExactly("b", "a");
  }

  @Test
  void oneServerNeedsNoLinks() throws IOException {
    var herd = load("servers: {solo: {port: 7000}}");
    assertThat(herd.servers()).containsExactly(server("solo", "127.0.0.1", 7000));
    assertThat(herd.links()).isEmpty();
  }

  @Test
  void severalServersNeedLinks() {
    assertThat(complaints("servers:\n  a: {port: 1}\n  b: {port: 2}\n  c: {port: 3}\n"))
        .containsExactly(
            "herd.yaml:2: links: nothing"
                + " (expected: links that connect the 3 servers, such as [[a, b]])");
  }

  @Test
  void noServersAreNoHerd() {
    assertThat(complaints("servers: {}"))
        .containsExactly("herd.yaml:1: servers: 0 (expected: between 1 and 1000 servers)");
    assertThat(complaints("servers:\n")).hasSize(1);
  }

  @Test
  void moreThanAThousandServersAreRefused() {
    var yaml = new StringBuilder("servers:\n");
    for (int i = 0; i <= 1000; i++) {
      yaml.append("  s").append(i).append(": {port: 0}\n");
    }
    assertThat(complaints(yaml + "links: []")).first().asString().contains("servers: 1001 (");
  }

  @Test
  void aServerOfTheStandardHerdHasItsPort() throws IOException {
    var herd = load("servers: {Alford: {host: a.example}, Ball:}\nlinks: [[Alford, Ball]]");
    assertThat(herd.servers())
        .containsExactly(server("Alford", "a.example", 12860), server("Ball", "127.0.0.1", 12861));
  }

  @Test
  void aServerOfAnotherNameMustSayItsPort() {
    assertThat(complaints("servers: {a: {host: h}}"))
        .containsExactly(
            "herd.yaml:1: servers.a.port: nothing"
                + " (expected: a port between 1 and 65535, or 0 for any free one)");
  }

  @Test
  void anyFreePortMeansAnyFreePeerPort() throws IOException {
    assertThat(load("servers: {a: {port: 0}, b: {port: 0}}\nlinks: [[a, b]]").servers())
        .allMatch(server -> server.port() == 0 && server.peerPort() == 0);
  }

  @Test
  void aPeerPortBeyondTheLastPortMustBeSet() throws IOException {
    assertThat(load("servers: {a: {port: 65435, http-port: off}}").servers().getFirst().peerPort())
        .isEqualTo(65535);
    assertThat(complaints("servers: {a: {port: 65436, http-port: off}}"))
        .containsExactly(
            "herd.yaml:1: servers.a.peer-port: nothing"
                + " (expected: a port between 1 and 65535, or 0 for any free one)");
  }

  @Test
  void anHttpPortBeyondTheLastPortMustBeSet() throws IOException {
    assertThat(load("servers: {a: {port: 65335}}").servers().getFirst().http())
        .contains(new Address("127.0.0.1", 65535));
    assertThat(complaints("servers: {a: {port: 65336}}"))
        .containsExactly(
            "herd.yaml:1: servers.a.http-port: nothing"
                + " (expected: off, or a port between 1 and 65535, or 0 for any free one)");
  }

  @Test
  void httpIsOnThisMachineAndAnyFreePortIfTheServersIs() throws IOException {
    assertThat(load("servers: {a: {port: 0, host: '::'}}").servers().getFirst().http())
        .contains(new Address("127.0.0.1", 0));
    assertThat(load("servers: {a: {port: 1, http-host: '::', http-port: 5}}").servers())
        .extracting(ServerConfig::http)
        .containsExactly(Optional.of(new Address("::", 5)));
    assertThat(load("servers: {a: {port: 1, http-port: off}}").servers().getFirst().http())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "1.5", "0x10"})
  void whatIsNoPortIsRefused(String port) {
    assertThat(complaints("servers: {a: {port: " + port + ", peer-port: 9}}"))
        .singleElement()
        .asString()
        .startsWith("herd.yaml:1: servers.a.port: " + port + " (expected: a port");
  }

  @Test
  void twoServersOfOneHostCannotShareAPort() {
    assertThat(complaints("servers:\n  a: {port: 5}\n  b:\n    port: 5\nlinks: [[a, b]]\n"))
        .containsExactly(
            "herd.yaml:3: servers.b.peer-port: 105"
                + " (expected: a port of its own; servers.a.peer-port is the same)",
            "herd.yaml:3: servers.b.http-port: 205"
                + " (expected: a port of its own; servers.a.http-port is the same)",
            "herd.yaml:4: servers.b.port: 5"
                + " (expected: a port of its own; servers.a.port is the same)");
  }

  @Test
  void serversOfDifferentHostsMayShareAPort() throws IOException {
    assertThat(
            load("servers: {a: {host: x, port: 5}, b: {host: y, port: 5}}\nlinks: [[a, b]]")
                .servers())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "'../x'", "ä", "''"})
  void aServersNameMustBePlain(String name) {
    assertThat(complaints("servers: {" + name + ": {port: 1}}"))
        .singleElement()
        .asString()
        .contains("(expected: a name of 1 to 64 letters");
  }

  @Test
  void aNameOf64LettersIsAcceptedAndOneOf65Refused() throws IOException {
    String name = "n".repeat(64);
    assertThat(load("servers: {" + name + ": {port: 1}}").server(name)).isPresent();
    assertThat(complaints("servers: {" + name + "n: {port: 1}}")).hasSize(1);
  }

  @Test
  void aLinkNamesServersOfTheHerd() {
    assertThat(complaints("links:\n  - [Alford, Bal]\n"))
        .containsExactly(
            "herd.yaml:2: links: Bal (expected: the name of a server; did you mean Ball?)");
  }

  @Test
  void aLinkJoinsTwoDifferentServers() {
    assertThat(complaints("links: [[Alford, Alford]]"))
        .containsExactly("herd.yaml:1: links: [Alford, Alford] (expected: two different servers)");
  }

  @Test
  void aLinkIsGivenOnceInWhicheverDirection() {
    assertThat(complaints("links:\n  - [Ball, Alford]\n  - [Alford, Ball]\n"))
        .containsExactly("herd.yaml:3: links: [Alford, Ball] (expected: each link once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"links: Alford", "links: [Alford]", "links: [[Alford]]", "links: {a: b}"})
  void linksAreAListOfPairs(String yaml) {
    assertThat(complaints(yaml)).first().asString().contains("(expected: a list of pairs");
  }

  @Test
  void aRefusedLinkIsNotAlsoAMissingOne() {
    assertThat(complaints("links: [[Alford, Ball], [Hamilton]]")).hasSize(1);
  }

  @Test
  void noLinksAtAllReachNobody() {
    assertThat(complaints("cluster: a\nlinks: []"))
        .containsExactly(
            "herd.yaml:2: links: Alford cannot reach Ball, Hamilton, Holiday, Welsh"
                + " (expected: links that connect every server)");
  }

  @Test
  void namesAreHarmlessWhereverTheyAreShown() {
    assertThat(complaints("servers: {\"a\\e\": {port: 1}, b: {port: 2}}\nlinks: [[a, b]]"))
        .hasSize(2)
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void serversThatCannotBeReachedAreNamed() {
    assertThat(
            complaints(
                "links:\n  - [Alford, Ball]\n  - [Hamilton, Holiday]\n  - [Holiday, Welsh]\n"))
        .singleElement()
        .asString()
        .isEqualTo(
            "herd.yaml:2: links: Alford cannot reach Hamilton, Holiday, Welsh"
                + " (expected: links that connect every server)");
  }
}

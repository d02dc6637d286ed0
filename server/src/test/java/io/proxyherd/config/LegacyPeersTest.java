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

final class LegacyPeersTest {
  @TempDir private Path dir;

  @Test
  void areTakenWithTheirUsualWays() throws IOException {
    assertThat(load("legacy: {Bohr: {port: 8000, neighbour-of: Alford}}").legacy())
        .containsExactly(
            new LegacyConfig(
                "Bohr",
                "127.0.0.1",
                8000,
                List.of("Alford"),
                Dialect.AT6,
                Delivery.CONNECTION_PER_UPDATE,
                4));
  }

  @Test
  void areTakenWithWaysOfTheirOwn() throws IOException {
    var herd =
        load(
            """
            legacy:
              Bohr:
                host: bohr.example
                port: 8000
                neighbour-of: [Alford, Ball]
                dialect: at-path
                delivery: line
                connections: 1
              Curie: {host: '::1', port: 8001, neighbour-of: Ball, dialect: at7-split}
            """);
    assertThat(herd.legacy())
        .containsExactly(
            new LegacyConfig(
                "Bohr",
                "bohr.example",
                8000,
                List.of("Alford", "Ball"),
                Dialect.AT_PATH,
                Delivery.LINE,
                1),
            new LegacyConfig(
                "Curie",
                "::1",
                8001,
                List.of("Ball"),
                Dialect.AT7_SPLIT,
                Delivery.CONNECTION_PER_UPDATE,
                4));
    assertThat(herd.legacyOf("Alford")).extracting(LegacyConfig::name).containsExactly("Bohr");
    assertThat(herd.legacyOf("Ball")).hasSize(2);
    assertThat(herd.legacyOf("Welsh")).isEmpty();
  }

  @Test
  void needNotBeThere() throws IOException {
    assertThat(load("cluster: a").legacy()).isEmpty();
    assertThat(load("legacy:").legacy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{port: 1} | legacy.Bohr.neighbour-of: nothing (expected: the name of a server, or a list",
        "{neighbour-of: Ball} | legacy.Bohr.port: nothing (expected: a port between 1 and 65535)",
        "{port: 0, neighbour-of: Ball} | legacy.Bohr.port: 0 (expected: a port between 1 and",
        "{port: 1, neighbour-of: Bal} | legacy.Bohr.neighbour-of: Bal (expected: the name of a"
            + " server; did you mean Ball?)",
        "{port: 1, neighbour-of: [Ball, Ball]} | legacy.Bohr.neighbour-of: Ball (expected: each",
        "{port: 1, neighbour-of: []} | legacy.Bohr.neighbour-of: nothing (expected: the name of",
        "{port: 1, neighbour-of: [[Ball]]} | legacy.Bohr.neighbour-of: a list of 1 (expected:",
        "{port: [1], neighbour-of: Ball} | legacy.Bohr.port: a list of 1 (expected: one value)",
        "{port: 1, neighbour-of: Ball, dialect: at8} | legacy.Bohr.dialect: at8 (expected: one of"
            + " at6, at7, at7-split, at-sender, at-path)",
        "{port: 1, neighbour-of: Ball, dialekt: at6} | legacy.Bohr.dialekt: unknown key (expected"
            + " one of: host, port, neighbour-of, dialect, delivery, connections; did you mean"
            + " dialect?)",
        "{port: 1, neighbour-of: Ball, dialect: at7-split, delivery: line} | legacy.Bohr.delivery:"
            + " line (expected: connection-per-update; nothing but the end of the connection",
        "{port: 1, neighbour-of: Ball, connections: 0} | legacy.Bohr.connections: 0 (expected:",
        "{port: 12861, neighbour-of: Ball} | legacy.Bohr.port: 12861 (expected: a port of its own;"
            + " servers.Ball.port is the same)",
      })
  void areRefusedWith(String peer, String complaint) {
    assertThat(complaints("legacy: {Bohr: " + peer + "}"))
        .singleElement()
        .asString()
        .startsWith("herd.yaml:1: " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ball", "a b", "'../x'", "ä"})
  void needNamesOfTheirOwn(String name) {
    assertThat(complaints("legacy: {" + name + ": {port: 1, neighbour-of: Ball}}"))
        .singleElement()
        .asString()
        .startsWith("herd.yaml:1: legacy: ");
  }

  @Test
  void cannotShareAPort() {
    assertThat(
            complaints(
                """
                legacy:
                  B: {port: 1, neighbour-of: Ball}
                  C: {port: 1, neighbour-of: Ball}
                """))
        .containsExactly(
            "herd.yaml:3: legacy.C.port: 1"
                + " (expected: a port of its own; legacy.B.port is the same)");
  }

  @Test
  void canBeMovedByTheEnvironment() throws IOException {
    Path file =
        Files.writeString(dir.resolve("herd.yaml"), "legacy: {b-1: {port: 1, neighbour-of: Ball}}");
    var herd =
        ConfigLoader.load(
            Optional.of(file),
            Map.of(
                "HERD_LEGACY_B_1_PORT", "9000",
                "HERD_LEGACY_B_1_DIALECT", "at7",
                "HERD_LEGACY_B_1_NEIGHBOUR_OF", "[Alford, Welsh]"));
    assertThat(herd.legacy())
        .containsExactly(
            new LegacyConfig(
                "b-1",
                "127.0.0.1",
                9000,
                List.of("Alford", "Welsh"),
                Dialect.AT7,
                Delivery.CONNECTION_PER_UPDATE,
                4));
  }

  private HerdConfig load(String yaml) throws IOException {
    Path file = Files.writeString(dir.resolve("herd.yaml"), yaml);
    return ConfigLoader.load(Optional.of(file), Map.of());
  }

  private List<String> complaints(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> load(yaml)).complaints().stream()
        .map(line -> line.replace(dir + "/", ""))
        .toList();
  }
}

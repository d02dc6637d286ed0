package io.proxyherd.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigLoaderTest {
  @TempDir private Path dir;
  private Path file = Path.of("herd.yaml");

  @BeforeEach
  void nameTheFile() {
    file = dir.resolve("herd.yaml");
  }

  private HerdConfig load(String yaml) throws IOException {
    Files.writeString(file, yaml);
    return ConfigLoader.load(Optional.of(file), Map.of());
  }

  /** What is said of the text, with the directory left away. */
  private List<String> complaints(String yaml) throws IOException {
    Files.writeString(file, yaml);
    return complaints();
  }

  private List<String> complaints() {
    return catchThrowableOfType(
            ConfigException.class, () -> ConfigLoader.load(Optional.of(file), Map.of()))
        .complaints()
        .stream()
        .map(line -> line.replace(dir + "/", ""))
        .toList();
  }

  private String complaint(String yaml) throws IOException {
    List<String> all = complaints(yaml);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Nested
  final class Values {
    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a comment\n", "client:\npeer:\n", "\uFEFF", "---\n"})
    void aFileThatSaysNothingIsTheStandardHerd(String yaml) throws IOException {
      assertThat(load(yaml).servers()).isEqualTo(HerdConfig.standard().servers());
      assertThat(load(yaml).client()).isEqualTo(HerdConfig.standard().client());
    }

    @Test
    void settingsTakeTheValuesOfTheFile() throws IOException {
      var herd =
          load(
              """
              cluster: north
              client: {line-limit: 8 KiB, idle-flush: 200 ms, idle-timeout: off, max-connections: 7}
              clock:
                tolerance: 1h
              log: {level: warn, max-file-size: 1MiB}
              """);
      assertThat(herd.cluster()).isEqualTo("north");
      assertThat(herd.client())
          .isEqualTo(
              new ClientSettings(
                  8192, Optional.of(Duration.ofMillis(200)), Optional.empty(), 7, 1000));
      assertThat(herd.clock().tolerance()).isEqualTo(Duration.ofHours(1));
      assertThat(herd.log().level()).isEqualTo(LogLevel.WARN);
      assertThat(herd.log().maxFileBytes()).isEqualTo(1 << 20);
    }

    @Test
    void relativePathsAreRelativeToTheFile() throws IOException {
      assertThat(load("data-dir: state").dataDir()).isEqualTo(dir.resolve("state"));
      assertThat(load("data-dir: state").log().dir()).isEqualTo(dir.resolve("state/log"));
      assertThat(load("log: {dir: ../log}").log().dir()).isEqualTo(dir.resolve("../log"));
      assertThat(load("data-dir: /var/lib/herd").dataDir()).isEqualTo(Path.of("/var/lib/herd"));
    }

    @ParameterizedTest
    @CsvSource({
      "places.deadline, 9 ms, false",
      "places.deadline, 10 ms, true",
      "places.deadline, 60 s, true",
      "places.deadline, 60001 ms, false",
      "client.line-limit, 127 B, false",
      "client.line-limit, 128 B, true",
      "client.line-limit, 32 KiB, true",
      "client.line-limit, 32769 B, false",
      "client.max-connections, 0, false",
      "client.max-connections, 1, true",
      "client.max-connections, 1000000, true",
      "client.max-connections, 1000001, false",
      "log.keep-files, 100, true",
      "log.keep-files, 101, false",
    })
    void rangesHoldAtTheLimitAndNotBeyond(String key, String text, boolean accepted)
        throws IOException {
      String[] path = key.split("\\.", -1);
      String yaml = path[0] + ": {" + path[1] + ": " + text + "}";
      if (accepted) {
        assertThat(load(yaml)).isNotNull();
      } else {
        assertThat(complaint(yaml)).startsWith("herd.yaml:1: " + key + ": " + text + " (expected:");
      }
    }

    @Test
    void aValueIsRefusedWithItsLineAndWhatWasExpected() throws IOException {
      assertThat(complaint("# a comment\n\nplaces:\n  deadline: -2 s\n"))
          .isEqualTo(
              "herd.yaml:4: places.deadline: -2 s"
                  + " (expected: a duration between 10 ms and 60 s, such as 2 s)");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"2", "2 seconds", "1.5 s", "s", "2 S", "999999999999999999999 s", "yes"})
    void whatIsNoDurationIsRefused(String text) throws IOException {
      assertThat(complaint("places: {deadline: " + text + "}")).contains(": " + text + " (");
    }

    @Test
    void aMissingValueIsRefused() throws IOException {
      assertThat(complaint("places:\n  deadline:\n"))
          .startsWith("herd.yaml:2: places.deadline: nothing (expected: a duration");
    }

    @Test
    void offStaysAWordAndIsRefusedWhereItMakesNoSense() throws IOException {
      assertThat(complaint("places: {deadline: off}"))
          .startsWith("herd.yaml:1: places.deadline: off (expected: a duration");
    }

    @Test
    void aListInPlaceOfAValueIsRefused() throws IOException {
      assertThat(complaint("places: {deadline: [1 s, 2 s]}"))
          .isEqualTo("herd.yaml:1: places.deadline: a list of 2 (expected: one value)");
    }

    @ParameterizedTest
    @CsvSource({
      "'peer: {reconnect-min: 10 s}', 'reconnect-max: 5 s (expected: no less than"
          + " peer.reconnect-min)'",
      "'peer: {ping-after: 2 s}', 'silent-after: 2 s (expected: more than peer.ping-after)'",
      "'peer: {clock-offset-warn: 11 s}', 'refuse: 10 s (expected: no less than"
          + " peer.clock-offset-warn)'",
    })
    void pairsOfValuesMustFit(String yaml, String said) throws IOException {
      assertThat(complaint(yaml)).endsWith(said);
    }

    @Test
    void controlCharactersOfAValueAreNotPrinted() throws IOException {
      assertThat(complaint("cluster: \"a\\e[31mb\\nc\""))
          .startsWith("herd.yaml:1: cluster: a\\u{1b}[31mb\\u{a}c (expected: a name");
    }
  }

  @Nested
  final class Keys {
    @Test
    void anUnknownKeyIsRefusedWithTheOneThatWasMeant() throws IOException {
      assertThat(complaint("client:\n  line-limt: 4 KiB\n"))
          .isEqualTo(
              "herd.yaml:2: client.line-limt: unknown key (expected one of: line-limit, idle-flush,"
                  + " idle-timeout, max-connections, max-pending-replies; did you mean"
                  + " line-limit?)");
    }

    @ParameterizedTest
    @CsvSource({
      "'clients: {}', client",
      "'client: {line_limit: 1 KiB}', line-limit",
      "'client: {LINE-LIMIT: 1 KiB}', line-limit",
      "'line-limit: 1 KiB', client.line-limit",
      "'peer: {deadline: 1 s}', places.deadline",
      "'servers: {Alford: {prot: 1}}', port",
      "'datadir: x', data-dir",
    })
    void theOneThatWasMeantIsNamed(String yaml, String meant) throws IOException {
      assertThat(complaint(yaml)).contains("unknown key", "did you mean " + meant + "?");
    }

    @Test
    void aKeyThatIsLikeNoOtherIsRefusedWithoutAGuess() throws IOException {
      assertThat(complaint("xyzzy: 1"))
          .isEqualTo(
              "herd.yaml:1: xyzzy: unknown key (expected one of: cluster, data-dir, store, client,"
                  + " peer, clock, reports, journal, places, embedded, http, status, log, google,"
                  + " google-legacy, photon, cassandra, servers, links, legacy)");
    }

    @Test
    void aKeyMayBeSetOnlyOnce() throws IOException {
      assertThat(complaint("cluster: a\ncluster: b\n"))
          .isEqualTo("herd.yaml:2: cluster: set twice (expected: once)");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
      assertThat(complaints("clutser: a\nplaces: {threads: 0, deadline: soon}\nclient: 7\n"))
          .hasSize(4)
          .anyMatch(line -> line.startsWith("herd.yaml:1: clutser: unknown key"))
          .anyMatch(line -> line.startsWith("herd.yaml:2: places.threads: 0 (expected:"))
          .anyMatch(line -> line.startsWith("herd.yaml:2: places.deadline: soon (expected:"))
          .anyMatch(line -> line.startsWith("herd.yaml:3: client: 7 (expected:"));
    }

    @Test
    void complaintsAreInTheOrderOfTheFile() throws IOException {
      assertThat(complaints("cluster: a b\nclient: {line-limit: 1}\nxyzzy: 1\nlog: {level: x}\n"))
          .extracting(line -> line.substring(0, "herd.yaml:1".length()))
          .containsExactly("herd.yaml:1", "herd.yaml:2", "herd.yaml:3", "herd.yaml:4");
    }

    @Test
    void thousandsOfComplaintsAreCutShort() throws IOException {
      var yaml = new StringBuilder();
      for (int i = 0; i < 5000; i++) {
        yaml.append("key").append(i).append(": 1\n");
      }
      assertThat(complaints(yaml.toString())).hasSize(51).last().isEqualTo("and 4950 more");
    }
  }

  @Nested
  final class TheFile {
    @Test
    void aMissingFileIsNamed() {
      assertThat(complaints())
          .containsExactly("herd.yaml: no such file (expected: a configuration such as herd.yaml)");
    }

    @Test
    void aDirectoryIsRefused() throws IOException {
      Files.createDirectory(file);
      assertThat(complaints())
          .containsExactly(
              "herd.yaml: a directory (expected: a file, such as herd.yaml/herd.yaml)");
    }

    @Test
    void anotherEncodingIsRefusedWithItsLine() throws IOException {
      Files.write(file, "cluster: a\n# Übung\n".getBytes(ISO_8859_1));
      assertThat(complaints()).containsExactly("herd.yaml:2: not UTF-8 (expected: UTF-8 text)");
    }

    @Test
    void aFileOfOneMebibyteIsReadAndOneByteMoreIsRefused() throws IOException {
      byte[] comment = "#".repeat(YamlText.LIMIT_BYTES + 1).getBytes(UTF_8);
      Files.write(file, comment);
      assertThat(complaints()).containsExactly("herd.yaml: too large (expected: at most 1 MiB)");
      assertThat(load("#".repeat(YamlText.LIMIT_BYTES))).isNotNull();
    }

    @Test
    void aTabBeforeAKeyIsRefused() throws IOException {
      assertThat(complaint("client:\n\tline-limit: 4 KiB\n"))
          .isEqualTo("herd.yaml:2: a tab (expected: spaces; YAML has no tabs before a key)");
    }

    @ParameterizedTest
    @CsvSource({
      "'client: {line-limit: 4 KiB', 1",
      "'cluster: a: b', 1",
      "'cluster: \"a', 1",
      "'x', 1",
      "'- a', 1",
      "'cluster: \u0007', 1",
      "'cluster: @', 1",
      "'%YAML 9.9\n---\ncluster: a', 1",
    })
    void brokenYamlIsOneLine(String yaml, int line) throws IOException {
      assertThat(complaint(yaml)).startsWith("herd.yaml:" + line).doesNotContain("\n");
    }

    @Test
    void anAliasIsRefusedBeforeItCanMultiply() throws IOException {
      assertThat(complaint("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
          .isEqualTo("herd.yaml:2: an alias (expected: no names with * or &)");
    }

    @Test
    void deepNestingIsRefusedBeforeItExhaustsTheStack() throws IOException {
      assertThat(complaint("cluster: " + "[".repeat(300_000)))
          .isEqualTo("herd.yaml:1: nested too deeply (expected: at most three levels)");
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
      assertThat(complaint("cluster: a\n---\ncluster: b\n"))
          .startsWith("herd.yaml:2: a second document");
    }
  }
}

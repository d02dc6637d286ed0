package io.proxyherd.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commented {@code herd.yaml} in the repository's root says what the settings table says. */
final class HerdYamlTest {
  private static final Path FILE =
      Path.of(System.getProperty("herd.root", "..")).resolve("herd.yaml");

  private static final List<String> SCRAPS =
      List.of(
          "",
          "\n",
          "\t",
          " ",
          "  ",
          ":",
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ", ",
          "? ",
          "&a ",
          "*a",
          "!!set ",
          "! ",
          "|\n",
          ">\n",
          "'",
          "\"",
          "\\x",
          "%",
          "@",
          "`",
          "#",
          "---\n",
          "...\n",
          "<<: ",
          "~",
          "null",
          "0",
          "999999999999",
          "\u0007",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "ü");

  @TempDir private Path dir;

  @Test
  void isTheStandardHerd() {
    var standard = HerdConfig.standard();
    var loaded = ConfigLoader.load(Optional.of(FILE), Map.of());
    assertThat(loaded)
        .usingRecursiveComparison()
        .ignoringFields("dataDir", "log.dir")
        .isEqualTo(standard);
    assertThat(loaded.dataDir()).isEqualTo(FILE.resolveSibling(standard.dataDir()));
    assertThat(loaded.log().dir()).isEqualTo(FILE.resolveSibling(standard.log().dir()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void showsEverySettingWithItsStandardValue(Setting<?> setting) throws IOException {
    String name = setting.key().substring(setting.key().indexOf('.') + 1);
    assertThat(Files.readAllLines(FILE))
        .map(line -> line.replaceFirst("^ *(# )?", ""))
        .contains(name + ": " + setting.standard());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void saysOfEverySettingWhatItIsAndWhatIsExpected(Setting<?> setting) throws IOException {
    assertThat(prose()).contains(setting.doc() + " Expected: " + setting.kind().expectation());
  }

  @ParameterizedTest
  @MethodSource("serverSettings")
  void saysOfEveryServerSettingWhatItIs(Setting<?> setting) throws IOException {
    assertThat(prose()).contains(setting.key() + ": " + setting.doc());
  }

  @ParameterizedTest
  @MethodSource("legacySettings")
  void saysOfEverySettingOfALegacyNeighbourWhatItIsAndWhatIsExpected(Setting<?> setting)
      throws IOException {
    assertThat(prose())
        .contains(
            setting.key() + ": " + setting.doc() + " Expected: " + setting.kind().expectation());
  }

  @Test
  void itsExampleOfLegacyNeighboursIsGood() throws IOException {
    String text = Files.readString(FILE);
    String example = text.substring(text.indexOf("# legacy:"), text.indexOf("client:\n"));
    Path file = Files.writeString(dir.resolve("herd.yaml"), example.replaceAll("(?m)^# ?", ""));
    assertThat(ConfigLoader.load(Optional.of(file), Map.of()).legacy()).hasSize(2);
  }

  @Seeds(count = 300)
  void howeverItIsGarbledItIsReadOrRefusedInPlainLines(long seed) throws IOException {
    var random = new Random(seed);
    var text = new StringBuilder(Files.readString(FILE).replaceAll("(?m)^ *#.*\n", ""));
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      int at = random.nextInt(text.length());
      String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
      text.replace(at, Math.min(text.length(), at + random.nextInt(4)), scrap);
    }
    Path garbled = Files.writeString(dir.resolve("herd.yaml"), text);
    try {
      assertThat(ConfigLoader.load(Optional.of(garbled), Map.of()).servers()).isNotEmpty();
    } catch (ConfigException e) {
      assertThat(e.complaints())
          .isNotEmpty()
          .allMatch(line -> line.startsWith(garbled + ":"))
          .allMatch(line -> line.codePoints().noneMatch(Character::isISOControl));
    }
  }

  static List<Setting<?>> settings() {
    return Settings.ALL;
  }

  static List<Setting<?>> serverSettings() {
    return ServerSettings.ALL;
  }

  static List<Setting<?>> legacySettings() {
    return LegacyPeers.ALL;
  }

  /** The comments as one running text. */
  private static String prose() throws IOException {
    return Files.readAllLines(FILE).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .collect(joining(" "));
  }
}

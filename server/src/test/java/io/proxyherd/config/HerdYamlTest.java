package io.proxyherd.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commented {@code herd.yaml} in the repository's root says what the settings table says. */
final class HerdYamlTest {
  private static final Path FILE =
      Path.of(System.getProperty("herd.root", "..")).resolve("herd.yaml");

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

  static List<Setting<?>> settings() {
    return Settings.ALL;
  }

  static List<Setting<?>> serverSettings() {
    return ServerSettings.ALL;
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

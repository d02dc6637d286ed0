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

final class EnvironmentTest {
  @TempDir private Path dir;

  private static HerdConfig load(Map<String, String> environment) {
    return ConfigLoader.load(Optional.empty(), environment);
  }

  private static List<String> complaints(Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> load(environment)).complaints();
  }

  @Test
  void aVariableGoesBeforeTheFile() throws IOException {
    Path file = Files.writeString(dir.resolve("herd.yaml"), "client: {line-limit: 1 KiB}");
    var herd = ConfigLoader.load(Optional.of(file), Map.of("HERD_CLIENT_LINE_LIMIT", "8KiB"));
    assertThat(herd.client().lineLimitBytes()).isEqualTo(8192);
  }

  @Test
  void everySettingHasAVariable() {
    for (Setting<?> setting : Settings.ALL) {
      var set = Map.of(Environment.variable(setting.key()), setting.standard());
      assertThat(load(set)).as(setting.key()).isEqualTo(HerdConfig.standard());
    }
  }

  @Test
  void aServerOfTheHerdCanBeMoved() {
    var herd = load(Map.of("HERD_SERVERS_ALFORD_PORT", "13000", "HERD_SERVERS_BALL_HOST", "::1"));
    assertThat(herd.server("Alford"))
        .contains(new ServerConfig("Alford", "127.0.0.1", 13000, 13100, http(13200)));
    assertThat(herd.server("Ball"))
        .contains(new ServerConfig("Ball", "::1", 12861, 12961, http(13061)));
  }

  @Test
  void aServersHttpPortCanBeMovedOrClosed() {
    var herd =
        load(
            Map.of(
                "HERD_SERVERS_ALFORD_HTTP_PORT", "8080",
                "HERD_SERVERS_BALL_HTTP_PORT", "off",
                "HERD_SERVERS_WELSH_HTTP_HOST", "0.0.0.0"));
    assertThat(herd.server("Alford").orElseThrow().http()).isEqualTo(http(8080));
    assertThat(herd.server("Ball").orElseThrow().http()).isEmpty();
    assertThat(herd.server("Welsh").orElseThrow().http()).contains(new Address("0.0.0.0", 13064));
  }

  private static Optional<Address> http(int port) {
    return Optional.of(new Address("127.0.0.1", port));
  }

  @Test
  void linksCanBeGivenInTheWordsOfTheFile() {
    String star = "[[Alford, Ball], [Alford, Hamilton], [Alford, Holiday], [Alford, Welsh]]";
    assertThat(load(Map.of("HERD_LINKS", star)).neighbours("Alford")).hasSize(4);
  }

  @Test
  void aBadValueIsRefusedByTheVariablesName() {
    assertThat(complaints(Map.of("HERD_PLACES_DEADLINE", "-2 s")))
        .containsExactly(
            "HERD_PLACES_DEADLINE: -2 s"
                + " (expected: a duration between 10 ms and 60 s, such as 2 s)");
    assertThat(complaints(Map.of("HERD_LINKS", "[[Alford")))
        .containsExactly(
            "HERD_LINKS: [[Alford (expected: a list of pairs, such as [[Alford, Ball]])");
    assertThat(complaints(Map.of("HERD_LINKS", ""))).hasSize(1);
  }

  @Test
  void anUnknownVariableIsRefusedWithTheOneThatWasMeant() {
    assertThat(complaints(Map.of("HERD_CLIENT_LINELIMIT", "1")))
        .containsExactly(
            "HERD_CLIENT_LINELIMIT: unknown variable (expected: HERD_ and a key of herd.yaml;"
                + " did you mean HERD_CLIENT_LINE_LIMIT?)");
    assertThat(complaints(Map.of("HERD_SERVERS_ALFROD_PORT", "1")))
        .singleElement()
        .asString()
        .contains("did you mean HERD_SERVERS_ALFORD_PORT?");
  }

  @Test
  void theLaunchersVariablesAndThoseOfOthersAreIgnored() {
    assertThat(load(Map.of("HERD_JAVA", "x", "HERD_OPTS", "-Xmx1g", "PATH", "/bin", "HERDER", "x")))
        .isEqualTo(HerdConfig.standard());
  }

  @Test
  void whatKubernetesSetsForAServiceCalledHerdIsIgnored() {
    assertThat(
            load(
                Map.of(
                    "HERD_SERVICE_HOST", "10.0.0.1",
                    "HERD_PORT", "tcp://10.0.0.1:12860",
                    "HERD_PORT_12860_TCP_ADDR", "10.0.0.1")))
        .isEqualTo(HerdConfig.standard());
  }

  @Test
  void aVariableThatCouldMeanTwoServersIsRefused() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("herd.yaml"),
            "servers: {a-b: {port: 1}, a.b: {port: 2}}\nlinks: [[a-b, a.b]]");
    var refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigLoader.load(Optional.of(file), Map.of("HERD_SERVERS_A_B_PORT", "3")));
    assertThat(refused.complaints())
        .containsExactly(
            "HERD_SERVERS_A_B_PORT: stands for 2 servers (expected: one; set it in the file)");
  }
}

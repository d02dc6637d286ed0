package io.proxyherd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
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

/** The providers of places and their keys, as the file and the environment name them. */
final class PlacesConfigTest {
  private static final String CANARY = "AIzaCanaryOfTheTests";

  @TempDir private Path dir;

  private PlacesSettings places(String yaml, String... variables) throws IOException {
    Path file = Files.writeString(dir.resolve("herd.yaml"), yaml);
    var environment = variables.length == 0 ? Map.<String, String>of() : variable(variables);
    return ConfigLoader.load(Optional.of(file), environment).places();
  }

  private static Map<String, String> variable(String... nameAndValue) {
    return Map.of(nameAndValue[0], nameAndValue[1]);
  }

  private String complaint(String yaml, String... variables) {
    List<String> all =
        catchThrowableOfType(ConfigException.class, () -> places(yaml, variables)).complaints();
    assertThat(all).hasSize(1);
    return all.getFirst().replace(dir + "/", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "places: {providers: [google, photon, embedded]}",
        "places: {providers: 'google, photon embedded'}",
        "places:\n  providers:\n    - google\n    - photon\n    - embedded\n",
      })
  void providersHaveAnOrder(String yaml) throws IOException {
    assertThat(places(yaml).providers())
        .containsExactly(PlaceSource.GOOGLE, PlaceSource.PHOTON, PlaceSource.EMBEDDED);
    assertThat(places("", "HERD_PLACES_PROVIDERS", "google-legacy,embedded").providers())
        .containsExactly(PlaceSource.GOOGLE_LEGACY, PlaceSource.EMBEDDED);
  }

  @ParameterizedTest
  @CsvSource({
    "'[]', nothing",
    "'[google, google]', 'google, google'",
    "'[bing]', bing",
    "'[google, bing]', 'google, bing'",
  })
  void whatIsNoOrderOfProvidersIsRefused(String list, String shown) {
    assertThat(complaint("places: {providers: " + list + "}"))
        .isEqualTo(
            "herd.yaml:1: places.providers: "
                + shown
                + " (expected: a list, each once, of embedded, google, google-legacy, photon, such"
                + " as [google, embedded])");
  }

  @Test
  void aKeyInTheFileIsRefusedAndNotRepeated() {
    for (String section : List.of("google", "google-legacy")) {
      String variable = section.equals("google") ? "HERD_GOOGLE_KEY" : "HERD_GOOGLE_LEGACY_KEY";
      assertThat(complaint(section + ": {key: " + CANARY + "}"))
          .isEqualTo(
              "herd.yaml:1: "
                  + section
                  + ".key: no key may be in this file (expected: key-file, with the path of a file"
                  + " that holds it, or the variable "
                  + variable
                  + "; and a new key, if others can read this one)");
    }
    assertThat(complaint("photon: {key: " + CANARY + "}"))
        .contains("unknown key")
        .doesNotContain(CANARY);
  }

  @Test
  void aKeyIsNamedAndNeverHeld() throws IOException {
    var fromFile = places("google: {key-file: keys/google}");
    assertThat(fromFile.google().key()).contains(new KeySource.InFile(dir.resolve("keys/google")));
    var fromVariable = places("google: {key-file: keys/google}", "HERD_GOOGLE_KEY", CANARY);
    assertThat(fromVariable.google().key()).contains(new KeySource.InVariable("HERD_GOOGLE_KEY"));
    assertThat(fromVariable.toString()).doesNotContain(CANARY);
    assertThat(fromVariable.googleLegacy().key()).isEmpty();
  }

  @Test
  void aUrlThatIsRefusedIsNotRepeatedForAKeyMayBeInIt() {
    assertThat(complaint("google: {url: 'https://example.org/?key=" + CANARY + "'}"))
        .startsWith("herd.yaml:1: google.url: refused (expected: a URL of http or https")
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource({
    "google, https://example.org/api, true",
    "google, http://127.0.0.1:8080, true",
    "google, http://localhost:8080, true",
    "google, http://[::1]:8080, true",
    "google, http://example.org, false",
    "google, http://127.0.0.1.example.org, false",
    "google-legacy, http://example.org, false",
    "photon, http://photon.example.org:2322, true",
    "photon, ftp://example.org, false",
    "photon, https://user@example.org, false",
    "photon, https://example.org#x, false",
    "photon, https://example.org:0, false",
    "photon, https://example.org:65536, false",
    "photon, example.org, false",
  })
  void aKeyTravelsEncryptedOrNotAtAll(String section, String url, boolean accepted)
      throws IOException {
    String yaml = section + ": {url: '" + url + "'}";
    if (accepted) {
      assertThat(places(yaml)).isNotNull();
    } else {
      assertThat(complaint(yaml)).contains(section + ".url: ", "http");
    }
  }

  @Test
  void settingsOfAProviderTakeTheValuesOfTheFile() throws IOException {
    var photon =
        places(
                """
                photon:
                  url: http://127.0.0.1:2322
                  per-second: 100
                  daily-budget: 7
                  cache-ttl: 1 h
                """)
            .photon();
    assertThat(photon.url()).isEqualTo(URI.create("http://127.0.0.1:2322"));
    assertThat(photon.perSecond()).isEqualTo(100);
    assertThat(photon.dailyBudget()).contains(7);
    assertThat(photon.cache().ttl()).hasHours(1);
  }
}

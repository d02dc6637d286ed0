package io.proxyherd.places.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://places.googleapis.com",
        "https://example.org:8443/proxy/",
        "http://127.0.0.1:1",
        "http://localhost:8080",
        "http://[::1]:8080"
      })
  void aKeyGoesEncryptedOrToThisMachine(String url) {
    assertThatCode(() -> settings(url).requireSafeForKey()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://places.googleapis.com",
        "http://127.0.0.1.example.org",
        "http://127.0.0.2",
        "http://localhost.example.org",
        "http://192.168.0.1"
      })
  void aKeyNeverGoesInPlainToAnotherMachine(String url) {
    try (var client = new RemoteClient()) {
      assertThatThrownBy(() -> RemotePlaces.google(client, settings(url), Canary.SECRET))
          .hasMessageStartingWith("x.url: " + url + " (expected: https, for a key travels");
      assertThatThrownBy(() -> RemotePlaces.googleLegacy(client, settings(url), Canary.SECRET))
          .hasMessageStartingWith("x.url: " + url + " (expected: https, for a key travels");
      assertThat(RemotePlaces.photon(client, settings(url)).name()).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.org, ftp://example.org",
    "https:///path, https:///path",
    "example.org, example.org",
    "https://me:secret@example.org, https://***@example.org",
    "https://example.org/?key=secret, https://example.org/?***",
    "https://example.org/#secret, https://example.org/?***",
    "https://example.org:0, https://example.org:0",
    "https://example.org:65536, https://example.org:65536",
  })
  void refusesAUrlThatIsNoneAndShowsNoSecretInIt(String url, String shown) {
    assertThatThrownBy(() -> settings(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x.url: "
                + shown
                + " (expected: http or https, a host, no user, no query, no fragment)");
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    URI url = URI.create("https://example.org");
    assertThatThrownBy(() -> new RemoteSettings("x", url, Duration.ZERO, 1024, 1))
        .hasMessage("x.timeout: PT0S (expected: more than 0; try 1500 ms)");
    assertThatThrownBy(() -> new RemoteSettings("x", url, Duration.ofMillis(1), 1023, 1))
        .hasMessage("x.body-limit: 1023 bytes (expected: 1024 at least; try 1 MiB)");
    assertThatThrownBy(() -> new RemoteSettings("x", url, Duration.ofMillis(1), 1024, 0))
        .hasMessage("x.max-requests: 0 (expected: 1 at least)");
  }

  @Test
  void joinsTheUrlWithWhatIsBelow() {
    assertThat(settings("https://example.org/").resolve("/a?b=c"))
        .hasToString("https://example.org/a?b=c");
    assertThat(settings("https://example.org/proxy").resolve("/a"))
        .hasToString("https://example.org/proxy/a");
  }

  private static RemoteSettings settings(String url) {
    return new RemoteSettings("x", URI.create(url));
  }
}

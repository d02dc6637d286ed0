package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window, driven over WebDriver (W3C): the few commands that the tests need,
 * so that they need no library for it.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("successfully on port ([0-9]+)");
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String url;
  private final String session;

  /**
   * Starts one.
   *
   * @param profile an empty directory for what it keeps
   */
  Browser(Path profile) throws IOException, InterruptedException {
    driver =
        new ProcessBuilder(found("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    url = "http://127.0.0.1:" + port(driver.inputReader());
    var arguments =
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            "--user-data-dir=" + profile);
    var options = Map.of("binary", found("chromium").orElseThrow().toString(), "args", arguments);
    var capabilities =
        Map.of(
            "goog:chromeOptions",
            options,
            "goog:loggingPrefs",
            Map.of("performance", "ALL", "browser", "ALL"));
    session =
        "/session/"
            + call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)))
                .path("sessionId")
                .asString();
  }

  /** Why there can be none here; nothing if there can. */
  static Optional<String> missing() {
    return Stream.of("chromium", "chromedriver")
        .filter(program -> found(program).isEmpty())
        .findFirst()
        .map(program -> program + " is not installed (Debian: chromium, chromium-driver)");
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int port(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = PORT.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
    }
    throw new IOException("chromedriver did not start");
  }

  /** Opens a page. */
  void open(String address) {
    var _ = tell("POST", "/url", Map.of("url", address));
  }

  /** What a JavaScript function with this body returns. */
  JsonNode run(String body, Object... arguments) {
    return tell("POST", "/execute/sync", Map.of("script", body, "args", arguments));
  }

  /** The text of the first element that matches a CSS selector, as it is seen. */
  String text(String selector) {
    // What is in a drawing has no innerText.
    return run(
            "const found = document.querySelector(arguments[0]);"
                + "return found?.checkVisibility() ? found.innerText ?? found.textContent : ''",
            selector)
        .asString();
  }

  /** Waits until that text has this in it. */
  void shows(String selector, String expected) {
    Eventually.await()
        .untilAsserted(() -> assertThat(text(selector)).as(selector).contains(expected));
  }

  /** Clicks on an element as a person would: it must be seen, and nothing may be in front. */
  void click(String selector) {
    var _ = tell("POST", "/element/" + element(selector) + "/click", Map.of());
  }

  /** Types into an element. */
  void type(String selector, String text) {
    var _ = tell("POST", "/element/" + element(selector) + "/value", Map.of("text", text));
  }

  private String element(String selector) {
    return tell("POST", "/element", Map.of("using", "css selector", "value", selector))
        .path(ELEMENT)
        .asString();
  }

  /** The addresses of all that the page asked for since this was last called. */
  List<URI> requests() {
    return log("performance")
        .map(entry -> MAPPER.readTree(entry.path("message").asString()).path("message"))
        .filter(event -> event.path("method").asString("").equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asString())
        .filter(address -> address.startsWith("http") || address.startsWith("ws"))
        .map(URI::create)
        .toList();
  }

  /** What the page wrote into the browser's console as an error since this was last called. */
  List<String> errors() {
    return log("browser")
        .filter(entry -> entry.path("level").asString("").equals("SEVERE"))
        .map(entry -> entry.path("message").asString())
        .toList();
  }

  private Stream<JsonNode> log(String type) {
    return tell("POST", "/se/log", Map.of("type", type)).valueStream();
  }

  private JsonNode tell(String method, String path, Object body) {
    try {
      return call(method, session + path, body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode call(String method, String path, Object body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode value = MAPPER.readTree(response.body()).path("value");
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + value.path("message").asString());
    }
    return value;
  }

  @Override
  public void close() {
    try {
      var _ = call("DELETE", session, Map.of());
    } catch (IOException e) {
      // It ends with its driver.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    driver.destroy();
    http.shutdownNow();
  }
}

package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser; skipped where there is none. */
@Timeout(240)
final class DashboardSystemTest {
  private static final String CLIENTS = "return globalThis.dashboard?.clients.all.size ?? -1";

  @TempDir private static Path profile;
  private static @Nullable Browser shared;

  @TempDir private Path dir;
  private @Nullable TestHerd started;

  @BeforeAll
  static void startBrowser() throws Exception {
    var missing = Browser.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    shared = new Browser(profile);
  }

  @AfterAll
  static void stopBrowser() {
    if (shared != null) {
      shared.close();
    }
  }

  @BeforeEach
  void startHerd() throws Exception {
    started = TestHerd.ofFive(dir).isLinked();
  }

  @AfterEach
  void stopHerd() {
    browser().open("about:blank");
    herd().close();
  }

  private static Browser browser() {
    return java.util.Objects.requireNonNull(shared);
  }

  private TestHerd herd() {
    return java.util.Objects.requireNonNull(started);
  }

  private void open(String server) {
    var _ = browser().requests();
    var _ = browser().errors();
    browser().open("http://127.0.0.1:" + herd().http(server).getPort() + "/");
    browser().shows("#state", "All 5 servers agree");
    isLive();
  }

  private static void isLive() {
    Eventually.await()
        .untilAsserted(() ->
            assertThat(
                    browser()
                        .run("return document.getElementById('live-from').dataset.live")
                        .asString(""))
                .isEqualTo("true"));
  }

  private static void has(int clients) {
    Eventually.await()
        .untilAsserted(() -> assertThat(browser().run(CLIENTS).asInt()).isEqualTo(clients));
  }

  private static void isDrawn(String server, String state) {
    browser().shows("#servers tr[data-server=" + server + "][data-state=" + state + "] th", server);
    Eventually.await()
        .untilAsserted(() ->
            assertThat(
                    browser()
                        .run(
                            "return document.querySelector(`#graph"
                                + " [data-server=${arguments[0]}]`).dataset.state",
                            server)
                        .asString())
                .isEqualTo(state));
  }

  @Test
  void theMapAppearsAndAsksNobodyOutsideTheHerd() {
    open("Alford");
    Eventually.await()
        .untilAsserted(() ->
            assertThat(
                    browser().run("return document.getElementById('map').dataset.world").asInt(0))
                .isGreaterThan(200));
    browser().shows("#empty", "No clients yet");
    var herdsPorts =
        herd().names().stream()
            .map(name -> herd().http(name).getPort())
            .collect(Collectors.toSet());
    assertThat(browser().requests())
        .isNotEmpty()
        .allSatisfy(request -> {
          assertThat(request.getHost()).isEqualTo("127.0.0.1");
          assertThat(herdsPorts).contains(request.getPort());
        });
    assertThat(browser().errors()).isEmpty();
  }

  @Test
  void aClientSentToAnyServerShowsUp() throws Exception {
    open("Alford");
    has(0);
    herd().hears("Holiday", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
    has(1);
    browser().type("#find-id", "kiwi\n");
    browser().shows("#card h2", "kiwi");
    browser().shows("#card [data-field=position]", "34.06893° N, 118.44513° W");
    browser().shows("#card [data-field=heardBy]", "Holiday");
    browser().shows("#card .line", "AT Holiday");
    browser().shows("#card .places", "None within 10 km");
    assertThat(browser().text("#empty")).isEmpty();
  }

  @Test
  void theConsoleShowsWhatTheLinePortAnswers() throws Exception {
    open("Welsh");
    String at = herd().hears("Ball", "IAMAT emu -27.5+153.02 1479413884.392");
    herd().isKnownAt(herd().names(), "emu", at);
    browser().type("#console-line", "WHATSAT emu 10 5\n");
    browser().shows("#console-log .answer", at);
    browser().shows("#console-log .answer", "ZERO_RESULTS");
    browser().type("#console-line", "HELLO\n");
    browser().shows("#console-log .answer", "? HELLO");
  }

  @Test
  void aServerThatIsStoppedTurnsRedAndCatchesUpWhenItIsStarted() throws Exception {
    open("Alford");
    browser().click("#servers tr[data-server=Ball] button:first-child");
    isDrawn("Ball", "away");
    browser().shows("#state", "Ball is away");
    herd().hears("Welsh", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
    has(1);
    browser().click("#servers tr[data-server=Ball] button:first-child");
    isDrawn("Ball", "ok");
    browser().shows("#state", "All 5 servers agree");
    browser().shows("#servers tr[data-server=Ball] td.number", "1");
  }

  @Test
  void aServerThatIsCutOffFallsBehindAndIsMended() throws Exception {
    open("Alford");
    browser().click("#servers tr[data-server=Welsh] button:last-child");
    isDrawn("Welsh", "cut");
    herd().hears("Ball", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
    browser().shows("#graph [data-server=Welsh] .how", "cut off, 1 behind");
    browser().click("#servers tr[data-server=Welsh] button:last-child");
    isDrawn("Welsh", "ok");
    browser().shows("#state", "All 5 servers agree");
  }

  @Test
  void theStreamGoesOnAtAnotherServerWithNothingLostOrRepeated() throws Exception {
    open("Alford");
    report(0, 20);
    has(20);
    // The server that served the page and feeds it.
    herd().stop("Alford");
    report(10, 40);
    has(40);
    isDrawn("Alford", "away");
    isLive();
    report(40, 50);
    has(50);
    assertThat(browser().run("return globalThis.dashboard.clients.reports").asInt())
        .as("20 before, 30 in between, 10 after")
        .isEqualTo(60);
  }

  /** One report of each of these clients, at times that grow. */
  private void report(int from, int to) throws Exception {
    try (var client = herd().client("Holiday")) {
      for (int number : IntStream.range(from, to).toArray()) {
        String at = "+%d.5-%d.25 %d".formatted(number, number, 1_479_413_000 + from + number);
        assertThat(client.says("IAMAT c" + number + " " + at).hears()).startsWith("AT Holiday");
      }
    }
  }

  @Test
  void everythingHasANameAndCanBeRead() {
    open("Alford");
    assertThat(browser().run(NAMELESS).valueStream().map(Object::toString)).isEmpty();
    assertThat(browser().run("return document.querySelectorAll('h1').length").asInt()).isEqualTo(1);
    for (String theme : new String[] {"light", "dark"}) {
      assertThat(browser().run(PALE, theme).valueStream().map(Object::toString))
          .as(theme)
          .isEmpty();
    }
    assertThat(
            browser().run("return document.documentElement.scrollWidth <= innerWidth").asBoolean())
        .isTrue();
  }

  /** What can be operated and has no name for a screen reader. */
  private static final String NAMELESS =
      """
      return [...document.querySelectorAll('button, input, select, a, summary')]
        .filter((each) => each.checkVisibility())
        .filter((each) => !(each.innerText?.trim() || each.getAttribute('aria-label')
          || each.labels?.length || each.title))
        .map((each) => each.outerHTML)\
      """;

  /** Pairs of text and ground whose contrast is less than 4.5 (WCAG 2.2, AA). */
  private static final String PALE =
      """
      document.documentElement.dataset.theme = arguments[0];
      const style = getComputedStyle(document.documentElement);
      const pen = document.createElement('canvas').getContext('2d');
      const light = (name) => {
        pen.fillStyle = style.getPropertyValue(name);
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (one, other) => {
        const [less, more] = [light(one), light(other)].sort((a, b) => a - b);
        return (more + 0.05) / (less + 0.05);
      };
      return [['--text', '--surface'], ['--text', '--raised'], ['--text', '--ground'],
        ['--muted', '--surface'], ['--muted', '--raised'], ['--accent', '--surface'],
        ['--on-accent', '--accent'], ['--ok', '--ok-soft'], ['--ok', '--surface'],
        ['--warn', '--warn-soft'], ['--warn', '--surface'], ['--bad', '--bad-soft'],
        ['--bad', '--surface'], ['--label-city', '--land']]
        .filter(([one, other]) => contrast(one, other) < 4.5)
        .map(([one, other]) => `${one} on ${other}: ${contrast(one, other)}`)\
      """;
}

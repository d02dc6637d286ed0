package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server says that it did is what was done. */
@Timeout(120)
final class MetricsSystemTest {
  private static final String OPEN_METRICS = "Accept: application/openmetrics-text;version=1.0.0";

  @TempDir private Path dir;

  /** No places within 7 km, for a reason. */
  private static void places(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    if (query.radiusKm() == 7) {
      answer.accept(new NearbyAnswer.Failed(NearbyAnswer.Status.UNKNOWN_ERROR, "no"));
    } else {
      TestHerd.NO_PLACES.find(query, answer);
    }
  }

  private TestHerd two(String... settings) throws Exception {
    return TestHerd.onDisks(dir, disk -> disk, MetricsSystemTest::places, settings);
  }

  private static Scrape scrape(Api api, String server) throws Exception {
    return new Scrape(api.get(server, "/metrics").body(), false);
  }

  private static double commands(Scrape scrape, String kind, String result) {
    return scrape.value("proxyherd_commands_total", "kind", kind, "result", result);
  }

  @Test
  void everyCommandIsCountedOnceByWhatBecameOfIt() throws Exception {
    try (var herd = two("reports.max-clients=3", "client.line-limit=128 B").isLinked();
        var api = new Api(herd);
        var client = herd.client("a")) {
      String ahead = String.valueOf(System.currentTimeMillis() / 1000 + 3600);
      String[] lines = {
        "IAMAT kiwi +1-2 3",
        "IAMAT kiwi +1-2 3",
        "IAMAT kiwi +1-2 2",
        "IAMAT emu +1-2 " + ahead,
        "IAMAT moa +1-2 3",
        "IAMAT rhea +1-2 3",
        "WHATSAT kiwi 10 5",
        "WHATSAT kiwi 7 5",
        "WHATSAT nobody 10 5",
        "HELLO",
        "x".repeat(129),
        "",
      };
      long sent = 0;
      for (String line : lines) {
        sent += line.length() + 1;
        client.says(line);
      }
      long replied = client.says("BYE").bytesUntil("? BYE\n");
      sent += "BYE\n".length();

      Scrape a = settled(api, 8 - 2, 3, 3);
      assertThat(commands(a, "iamat", "newer")).isEqualTo(3);
      assertThat(commands(a, "iamat", "repeated")).isEqualTo(1);
      assertThat(commands(a, "iamat", "older")).isEqualTo(1);
      assertThat(commands(a, "iamat", "too_many_clients")).isEqualTo(1);
      assertThat(commands(a, "iamat", "read_only")).isZero();
      assertThat(commands(a, "whatsat", "places")).isEqualTo(1);
      assertThat(commands(a, "whatsat", "no_places")).isEqualTo(1);
      assertThat(commands(a, "whatsat", "unknown_client")).isEqualTo(1);
      assertThat(commands(a, "invalid", "malformed")).isEqualTo(2);
      assertThat(commands(a, "invalid", "too_long")).isEqualTo(1);
      assertThat(a.value("proxyherd_commands_total")).isEqualTo(lines.length - 1 + 1);
      assertThat(a.value("proxyherd_reports_clamped_total")).isEqualTo(1);
      assertThat(a.value("proxyherd_clients")).isEqualTo(3);
      assertThat(a.value("proxyherd_accepted_reports_total")).isEqualTo(3);
      assertThat(a.value("proxyherd_client_received_bytes_total")).isEqualTo((double) sent);
      assertThat(a.value("proxyherd_client_sent_bytes_total")).isEqualTo((double) replied);
      assertThat(a.value("proxyherd_connections", "kind", "client")).isEqualTo(1);
      assertThat(a.value("proxyherd_journal_frames_total")).isPositive();
      assertThat(a.value("proxyherd_disk_written_bytes_total")).isPositive();
    }
  }

  /** Replies are timed when they are out, which who reads them may know before. */
  private static Scrape settled(Api api, int iamat, int whatsat, int invalid) throws Exception {
    Eventually.await()
        .untilAsserted(() -> {
          Scrape a = scrape(api, "a");
          assertThat(a.value("proxyherd_reply_duration_seconds_count", "kind", "iamat"))
              .isEqualTo(iamat);
          assertThat(a.value("proxyherd_reply_duration_seconds_count", "kind", "whatsat"))
              .isEqualTo(whatsat);
          assertThat(a.value("proxyherd_reply_duration_seconds_count", "kind", "invalid"))
              .isEqualTo(invalid);
        });
    return scrape(api, "a");
  }

  @Test
  void whatOneServerSendsAnotherReceives() throws Exception {
    try (var herd = two().isLinked();
        var api = new Api(herd);
        var client = herd.client("a")) {
      herd.isKnownAt(herd.names(), "first", herd.hears("a", "IAMAT first +1-2 3"));
      for (int time = 1; time <= 500; time++) {
        client.says("IAMAT kiwi +1-2 " + time).says("IAMAT emu +1-2 " + time);
      }
      assertThat(client.bytesUntil(" emu +1-2 500\n")).isPositive();
      Eventually.await()
          .untilAsserted(() -> {
            Scrape a = scrape(api, "a");
            Scrape b = scrape(api, "b");
            double sent = a.value("proxyherd_link_sent_reports_total", "peer", "b");
            assertThat(a.value("proxyherd_accepted_reports_total")).isEqualTo(1001);
            assertThat(b.value("proxyherd_covered_reports")).isEqualTo(1001);
            assertThat(sent + a.value("proxyherd_link_conflated_reports_total")).isEqualTo(1001);
            assertThat(b.value("proxyherd_link_received_reports_total", "result", "newer"))
                .isEqualTo(sent);
            assertThat(b.value("proxyherd_report_delay_seconds_count")).isEqualTo(sent);
            assertThat(b.value("proxyherd_digest")).isEqualTo(a.value("proxyherd_digest"));
            assertThat(b.value("proxyherd_origin_newest_timestamp_seconds", "origin", "a"))
                .isEqualTo(a.value("proxyherd_origin_newest_timestamp_seconds", "origin", "a"));
            assertThat(b.value("proxyherd_link_received_bytes_total")).isGreaterThan(20 * sent);
            assertThat(a.value("proxyherd_link_owed_reports", "peer", "b")).isZero();
          });
    }
  }

  @Test
  void neighboursThatOthersWroteAreCounted() throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at6");
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", "line")).isLinked();
        var api = new Api(herd)) {
      bohr.tells(herd.address("Alford"));
      herd.hears("Ball", "IAMAT kiwi +1-2 3");
      try (var client = new TestClient(bohr.address())) {
        client.says("IAMAT pear +1-2 3").hears();
      }
      String[] peer = {"peer", "Bohr"};
      String received = "proxyherd_legacy_received_reports_total";
      Eventually.await()
          .untilAsserted(() -> {
            Scrape alford = scrape(api, "Alford");
            assertThat(alford.value("proxyherd_legacy_up", peer)).isEqualTo(1);
            assertThat(alford.value("proxyherd_legacy_sent_reports_total", peer)).isEqualTo(1);
            assertThat(alford.value(received, "peer", "Bohr", "result", "newer")).isEqualTo(1);
            // It passes on what it hears, also to whom it heard it from.
            assertThat(alford.value(received, "peer", "Bohr", "result", "echo")).isEqualTo(1);
            assertThat(alford.value("proxyherd_legacy_owed_reports", peer)).isZero();
          });
      assertThat(scrape(api, "Ball").names()).noneMatch(name -> name.contains("_legacy_"));
    }
  }

  @Test
  void requestsAreTimedByRouteAndStatus() throws Exception {
    try (var herd = two();
        var api = new Api(herd)) {
      for (int i = 0; i < 3; i++) {
        api.put("a", "kiwi" + i, "{\"latitude\":1,\"longitude\":2}");
      }
      api.get("a", "/v1/clients/kiwi1");
      api.get("a", "/v1/clients/nobody");
      api.get("a", "/nothing/" + "x".repeat(100));
      Scrape a = scrape(api, "a");
      String name = "proxyherd_http_request_duration_seconds_count";
      String client = "/v1/clients/{id}";
      assertThat(a.value(name, "method", "PUT", "route", client + "/position", "status", "200"))
          .isEqualTo(3);
      assertThat(a.value(name, "method", "GET", "route", client, "status", "200")).isEqualTo(1);
      assertThat(a.value(name, "method", "GET", "route", client, "status", "404")).isEqualTo(1);
      assertThat(a.value(name, "method", "", "route", "", "status", "404")).isEqualTo(1);
      assertThat(commands(a, "iamat", "newer")).isEqualTo(3);
      Eventually.await()
          .untilAsserted(() ->
              assertThat(
                      scrape(api, "a")
                          .value("proxyherd_reply_duration_seconds_count", "kind", "iamat"))
                  .isEqualTo(3));
    }
  }

  @Test
  void noClientMakesMoreMetrics() throws Exception {
    try (var herd = two().isLinked();
        var api = new Api(herd);
        var client = herd.client("a")) {
      client.says("IAMAT kiwi +1-2 3").hears();
      api.get("a", "/v1/clients/nobody");
      api.get("a", "/nothing");
      api.send("a", "BREW", "/v1/clients/nobody", "");
      scrape(api, "a");
      var before = new TreeSet<>(scrape(api, "a").series());
      for (int i = 0; i < 200; i++) {
        client.sends(("IAMAT \"}\\n{x=\"" + i + "\u00ff +1-2 3\n").getBytes(ISO_8859_1)).hears();
        client.says("WHATSAT nobody" + i + " 10 5").hears();
        client.says("NONSENSE" + i + " 10 5").hears();
      }
      for (int i = 0; i < 20; i++) {
        api.get("a", "/v1/clients/%22%0a" + i);
        api.get("a", "/nothing/" + i);
        api.send("a", "BREW" + i, "/v1/clients/" + i, "");
      }
      var more = new TreeSet<>(scrape(api, "a").series());
      more.removeAll(before);
      // A collection may come at any time.
      more.removeIf(series -> series.startsWith("jvm_gc_"));
      assertThat(more).isEmpty();
    }
  }

  @Test
  void everyMetricIsExplainedAndInBaseUnits() throws Exception {
    try (var herd = two().isLinked();
        var api = new Api(herd)) {
      Scrape text = scrape(api, "a");
      var open = new Scrape(api.get("a", "/metrics", OPEN_METRICS).body(), true);
      assertThat(text.families()).hasSizeGreaterThan(60);
      assertThat(open.families()).hasSameSizeAs(text.families());
      for (String name : text.families()) {
        assertThat(text.help(name)).as(name).isNotBlank();
        assertThat(name)
            .matches("(proxyherd|jvm|process)_[a-z_]+")
            .doesNotContainPattern("_(milli|micro|nano)|_(ms|ns|us|kb|mb|kib|mib)(_|$)");
      }
      for (String name : open.families()) {
        if (name.startsWith("proxyherd_") && name.matches(".*_(bytes|seconds)")) {
          assertThat(open.unit(name)).as(name).isEqualTo(name.replaceFirst(".*_", ""));
        }
      }
      assertThat(text.series()).allMatch(series -> series.contains("server=\"a\""));
    }
  }

  @Test
  void aServerIsReadyOnceItHasCaughtUp() throws Exception {
    try (var herd = two("status.ready-timeout=1 h").isLinked();
        var api = new Api(herd)) {
      Eventually.await()
          .untilAsserted(() -> assertThat(scrape(api, "a").value("proxyherd_ready")).isEqualTo(1));
      herd.stop("b");
      Eventually.await()
          .untilAsserted(() -> {
            Scrape a = scrape(api, "a");
            assertThat(a.value("proxyherd_link_up", "peer", "b")).isZero();
            assertThat(a.perhaps("proxyherd_link_owed_reports", "peer", "b")).isEmpty();
          });
      herd.stop("a");
      herd.start("a");
      assertThat(api.get("a", "/readyz").status()).isEqualTo(503);
      assertThat(api.get("a", "/readyz").body()).contains("waits for b (not reached)");
      assertThat(scrape(api, "a").value("proxyherd_ready")).isZero();
      assertThat(api.get("a", "/healthz").status()).isEqualTo(200);

      herd.start("b");
      Eventually.await()
          .untilAsserted(() -> assertThat(api.get("a", "/readyz").status()).isEqualTo(200));
      Scrape a = scrape(api, "a");
      assertThat(a.value("proxyherd_ready")).isEqualTo(1);
      assertThat(a.value("proxyherd_link_up", "peer", "b")).isEqualTo(1);
      assertThat(a.value("proxyherd_link_connects_total", "peer", "b")).isEqualTo(1);
    }
  }
}

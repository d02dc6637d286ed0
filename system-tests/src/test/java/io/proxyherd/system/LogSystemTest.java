package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each server's log tells what came in, what went out, and which peers came and went. */
@Timeout(120)
final class LogSystemTest {
  @TempDir private Path dir;

  @Test
  void eachServerHasItsOwnFile() throws Exception {
    var links = List.of(new LinkConfig("Ann", "Bob"), new LinkConfig("Bob", "Cid"));
    try (var herd = TestHerd.linked(dir, links, TestHerd.NO_PLACES).isLinked()) {
      String at = herd.hears("Ann", "IAMAT kiwi +1-2 3");
      herd.isKnownAt(List.of("Cid"), "kiwi", at);
      herd.stop("Ann");
      logs(
          herd,
          "Ann",
          "info started: clients 127.0.0.1:\\d+, peers 127.0.0.1:\\d+, HTTP 127.0.0.1:\\d+,"
              + " neighbours Bob");
      logs(herd, "Ann", "info ready after \\d+\\.\\d s: caught up with Bob");
      logs(herd, "Ann", "info peer Bob connected, .*");
      logs(herd, "Ann", "in  127.0.0.1:\\d+ IAMAT kiwi \\+1-2 3");
      logs(herd, "Ann", "out 127.0.0.1:\\d+ " + quoted(at));
      logs(herd, "Ann", "out Bob " + quoted(at));
      logs(herd, "Ann", "info peer Bob dropped: this server stops");
      logs(herd, "Ann", "info stopped");
      logs(herd, "Bob", "in  Ann " + quoted(at));
      logs(herd, "Bob", "out Cid " + quoted(at));
      logs(herd, "Bob", "info peer Ann dropped: connection closed by the other server");
      logs(herd, "Cid", "in  Bob " + quoted(at));
      logs(herd, "Cid", "in  127.0.0.1:\\d+ WHATSAT kiwi 10 5");
      herd.start("Ann");
      herd.isLinked();
      assertThat(herd.log("Bob").stream().filter(line -> line.contains("peer Ann connected")))
          .hasSize(2);
      assertThat(herd.log("Cid")).noneMatch(line -> line.contains("Ann connected"));
    }
  }

  @Test
  void asJsonEachLineIsAnObject() throws Exception {
    var links = List.of(new LinkConfig("Ann", "Bob"));
    try (var herd = TestHerd.linked(dir, links, TestHerd.NO_PLACES, "log.format=json").isLinked()) {
      herd.hears("Ann", "IAMAT ki\"wi +1-2 3");
      herd.stop("Ann");
    }
    var json = new JsonMapper();
    var events = json.createObjectNode();
    for (String line : Files.readAllLines(dir.resolve("herd-data/log/Ann.log"))) {
      JsonNode entry = json.readTree(line);
      assertThat(Instant.parse(entry.path("time").asString())).isBefore(Instant.now());
      assertThat(entry.path("server").asString()).isEqualTo("Ann");
      assertThat(entry.path("level").asString()).isIn("traffic", "info", "warn", "error");
      events.set(entry.path("event").asString(), entry);
    }
    assertThat(events.propertyNames())
        .contains("started", "link_up", "ready", "received", "sent", "stopped");
    assertThat(events.path("link_up").path("peer").asString()).isEqualTo("Bob");
    assertThat(events.path("started").path("clients").asString()).startsWith("127.0.0.1:");
    assertThat(events.path("received").path("message").asString()).isEqualTo("IAMAT ki\"wi +1-2 3");
  }

  private static void logs(TestHerd herd, String server, String line) {
    Eventually.await()
        .untilAsserted(() ->
            assertThat(herd.log(server))
                .as("log of %s", server)
                .anyMatch(l -> l.matches("\\S+ " + line)));
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }
}

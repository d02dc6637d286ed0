package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over real sockets. */
@Timeout(120)
final class StreamSystemTest {
  @TempDir private Path dir;

  private TestHerd herd(String... settings) throws Exception {
    return TestHerd.onDisks(dir, disk -> disk, TestHerd.NO_PLACES, settings).isLinked();
  }

  @Test
  void tellsWhatIsKnownAndThenWhatHappens() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      herd.isKnownAt(herd.names(), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3\n"));
      try (var reader = new EventReader(herd.http("b"), "")) {
        assertThat(reader.response().headers().firstValue("content-type"))
            .contains("text/event-stream");
        var first = reader.next("position");
        var asked = api.get("b", "/v1/clients/kiwi").json();
        assertThat(first.propertyNames()).isEqualTo(asked.propertyNames());
        assertThat(first.path("line")).isEqualTo(asked.path("line"));
        assertThat(reader.next("caught-up").path("scope").asString()).isEqualTo("herd");

        herd.hears("a", "IAMAT emu +3-4 5\n");
        assertThat(reader.next("position").path("client").asString()).isEqualTo("emu");
        herd.hears("b", "IAMAT kiwi +3-4 5\n");
        assertThat(reader.next("position").path("latitude").asInt()).isEqualTo(3);
        api.send("a", "DELETE", "/v1/clients/kiwi", "");
        assertThat(reader.next("forgotten").toString()).isEqualTo("{\"client\":\"kiwi\"}");
      }
    }
  }

  @Test
  void tellsOnlyWhatPasses() throws Exception {
    try (var herd = herd();
        var named = new EventReader(herd.http("a"), "?client=kiwi&client=k%25%ff");
        var inside = new EventReader(herd.http("a"), "?bbox=0,170,10,-170");
        var heard = new EventReader(herd.http("a"), "?server=b")) {
      for (EventReader reader : List.of(named, inside, heard)) {
        var _ = reader.next("caught-up");
      }
      herd.hears("a", "IAMAT emu +20+0 1\n");
      herd.hears("a", "IAMAT emu +5+179 2\n");
      assertThat(inside.next("position").path("client").asString()).isEqualTo("emu");
      herd.hears("a", "IAMAT emu +5+0 3\n");
      assertThat(inside.next("left").path("client").asString()).isEqualTo("emu");
      herd.hears("b", "IAMAT kiwi +5-175 4\n");
      for (EventReader reader : List.of(named, inside, heard)) {
        assertThat(reader.next("position").path("client").asString()).isEqualTo("kiwi");
      }
      herd.hears("a", "IAMAT kiwi +5-174 5\n");
      assertThat(heard.next("left").path("client").asString()).isEqualTo("kiwi");
      assertThat(named.next("position").path("time").asString()).isEqualTo("5");
    }
  }

  @Test
  void goesOnAtAnotherServer() throws Exception {
    try (var herd = herd()) {
      String cursor;
      herd.isKnownAt(herd.names(), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3\n"));
      try (var reader = new EventReader(herd.http("a"), "")) {
        var _ = reader.next("position");
        var _ = reader.next("caught-up");
        herd.hears("a", "IAMAT emu +1-2 3\n");
        var _ = reader.next("position");
        cursor = reader.cursor();
      }
      herd.hears("a", "IAMAT moa +1-2 3\n");
      herd.hears("b", "IAMAT kiwi +1-2 4\n");
      try (var reader = new EventReader(herd.http("b"), "", "Last-Event-ID: " + cursor)) {
        var _ = reader.next("position");
        var _ = reader.next("position");
        var _ = reader.next("caught-up");
        assertThat(reader.view().keySet()).containsExactly("kiwi", "moa");
        cursor = reader.cursor();
      }
      try (var reader = new EventReader(herd.http("a"), "?cursor=" + cursor)) {
        var _ = reader.next("caught-up");
        herd.hears("a", "IAMAT emu +1-2 4\n");
        assertThat(reader.next("position").path("client").asString()).isEqualTo("emu");
      }
      try (var reader = new EventReader(herd.http("a"), "?server=a&cursor=" + cursor)) {
        assertThat(reader.next("reset").path("reason").asString()).contains("another filter");
        var _ = reader.next("position");
        var _ = reader.next("position");
        var _ = reader.next("caught-up");
        assertThat(reader.view().keySet()).containsExactly("emu", "moa");
      }
    }
  }

  @Test
  void goesOnAfterItsServerWasKilled() throws Exception {
    try (var herd = herd()) {
      String cursor;
      try (var reader = new EventReader(herd.http("a"), "")) {
        var _ = reader.next("caught-up");
        herd.isKnownAt(List.of("b"), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3\n"));
        var _ = reader.next("position");
        cursor = reader.cursor();
        herd.stop("a");
      }
      herd.hears("b", "IAMAT emu +1-2 3\n");
      try (var reader = new EventReader(herd.http("b"), "?cursor=" + cursor)) {
        assertThat(reader.next("position").path("client").asString()).isEqualTo("emu");
        var _ = reader.next("caught-up");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?cursor=nonsense",
        "?cursor=",
        "?bbox=1,2,3",
        "?bbox=10,0,5,0",
        "?bbox=0,0,0,181",
        "?client=",
        "?server=a&server=b",
        "?clients=kiwi",
      })
  void whatIsNoStreamIsRefusedWithTheCure(String query) throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      Api.Reply reply = api.get("a", "/v1/stream" + query);
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      String name = query.substring(1).split("=", 2)[0];
      assertThat(reply.json().path("detail").asString()).contains(name).contains("expected: ");
    }
  }

  @Test
  void foreignPagesHaveNone() throws Exception {
    try (var herd = herd("http.cors-origins=[https://good.example]");
        var api = new Api(herd)) {
      Api.Reply refused = api.get("a", "/v1/stream", "Origin: http://evil.example");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(api.get("a", "/v1/stream", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
      try (var reader = new EventReader(herd.http("a"), "", "Origin: https://good.example")) {
        assertThat(reader.response().headers().firstValue("access-control-allow-origin"))
            .contains("https://good.example");
        var _ = reader.next("caught-up");
      }
    }
  }

  @Test
  void thereAreOnlySoMany() throws Exception {
    try (var herd = herd("http.max-streams=2", "http.max-connections=1");
        var api = new Api(herd)) {
      try (var one = new EventReader(herd.http("b"), "");
          var other = new EventReader(herd.http("b"), "")) {
        var _ = one.next("caught-up");
        var _ = other.next("caught-up");
        assertThat(api.get("b", "/v1/stream").status()).isEqualTo(503);
        assertThat(api.send("b", "HEAD", "/v1/stream", "").status()).isEqualTo(503);
      }
      Eventually.await()
          .untilAsserted(
              () -> assertThat(api.send("b", "HEAD", "/v1/stream", "").status()).isEqualTo(200));
    }
  }

  @Test
  void saysThatItIsThere() throws Exception {
    try (var herd = herd("http.stream-heartbeat=100 ms", "http.idle-timeout=100 ms");
        var reader = new EventReader(herd.http("a"), "?client=kiwi")) {
      var _ = reader.next("caught-up");
      String before = reader.cursor();
      herd.hears("a", "IAMAT emu +1-2 3\n");
      Eventually.await()
          .untilAsserted(() -> {
            assertThat(reader.beats()).isGreaterThan(5);
            assertThat(reader.cursor()).isNotEqualTo(before);
          });
      assertThat(reader.waiting()).isZero();
    }
  }

  @Test
  void speaksThroughWebSocketsToo() throws Exception {
    try (var herd = herd("http.stream-heartbeat=100 ms")) {
      String cursor;
      herd.isKnownAt(herd.names(), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3\n"));
      try (var reader = new SocketReader(herd.http("a"), "?server=a")) {
        assertThat(reader.next("position").path("data").path("line").asString()).contains("kiwi");
        cursor = reader.next("caught-up").path("cursor").asString();
        Eventually.await().until(() -> reader.pings() > 2);
        reader.socket().sendPing(ByteBuffer.allocate(3)).join();
        Eventually.await().until(() -> reader.pongs() == 1);
        reader.socket().sendText("what nobody cares for", true).join();
        reader.socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        Eventually.await().until(() -> reader.socket().isInputClosed());
      }
      herd.hears("b", "IAMAT kiwi +1-2 4\n");
      try (var reader = new SocketReader(herd.http("b"), "?server=a&cursor=" + cursor)) {
        assertThat(reader.next("left").path("data").path("client").asString()).isEqualTo("kiwi");
        var _ = reader.next("caught-up");
      }
    }
  }

  @Test
  void foreignPagesHaveNoWebSocketEither() throws Exception {
    try (var herd = herd("http.cors-origins=[https://good.example]", "http.max-streams=1")) {
      assertThatThrownBy(() -> new SocketReader(herd.http("a"), "", "Origin: http://evil.example"))
          .hasStackTraceContaining("status code 403");
      assertThatThrownBy(() -> new SocketReader(herd.http("a"), "?cursor=x"))
          .hasStackTraceContaining("status code 400");
      try (var reader = new SocketReader(herd.http("a"), "", "Origin: https://good.example")) {
        var _ = reader.next("caught-up");
        assertThatThrownBy(() -> new SocketReader(herd.http("a"), ""))
            .hasStackTraceContaining("status code 503");
      }
    }
  }

  @Test
  void aSlowReaderIsToldTheNewestOnlyAndNothingIsKeptForIt() throws Exception {
    int clients = 1000;
    int updates = 60 * clients;
    try (var herd = herd();
        var slow = new SlowReader(herd.http("a"));
        var sender = herd.client("a")) {
      // It reads nothing until all is over.
      for (int sent = 0; sent < updates; sent += clients) {
        var lines = new StringBuilder();
        for (int client = 0; client < clients; client++) {
          lines.append("IAMAT k%d +1-2 %d\n".formatted(client, sent + client));
        }
        sender.sends(lines.toString());
        for (int client = 0; client < clients; client++) {
          assertThat(sender.hears()).startsWith("AT a ");
        }
      }
      var newest = new TreeMap<String, String>();
      for (int client = 0; client < clients; client++) {
        newest.put("k" + client, "" + (updates - clients + client));
      }
      slow.readUntil(newest);
      // What the sockets held, one batch, and what it had not been told.
      assertThat(slow.positions()).isLessThan(5 * clients);
    }
  }
}

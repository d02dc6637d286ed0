package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.remote.StubServer.Answerer;
import io.proxyherd.places.remote.StubServer.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever goes wrong and whoever repeats our request to us: the key is in no log, no failure, no
 * answer and nothing that prints itself.
 */
final class CanaryTest {
  private static final List<String> JDK_LOGGERS =
      List.of("", "jdk.httpclient", "jdk.httpclient.HttpClient", "jdk.internal.httpclient.debug");

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          heard.add(event.getFormattedMessage() + event.getThrowableProxy());
        }
      };
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          heard.add(
              event.getMessage()
                  + List.of(Optional.ofNullable(event.getParameters()).orElse(new Object[0]))
                  + event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();

  @BeforeEach
  void listenToAll() {
    root.setLevel(Level.TRACE);
    appender.start();
    root.addAppender(appender);
    handler.setLevel(java.util.logging.Level.ALL);
    for (String name : JDK_LOGGERS) {
      java.util.logging.Logger.getLogger(name).setLevel(java.util.logging.Level.ALL);
    }
    java.util.logging.Logger.getLogger("").addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    java.util.logging.Logger.getLogger("").removeHandler(handler);
    for (String name : JDK_LOGGERS) {
      java.util.logging.Logger.getLogger(name)
          .setLevel(name.isEmpty() ? java.util.logging.Level.INFO : null);
    }
    root.detachAppender(appender);
    root.setLevel(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void theKeyIsNowhere(String name) throws Exception {
    try (var server = new StubServer(Hostile.EMPTY.answerer);
        var client = new RemoteClient()) {
      var said = new ArrayList<String>();
      for (URI url :
          List.of(
              server.url(),
              URI.create("https://127.0.0.1:1"),
              URI.create("https://no-such-host.invalid"))) {
        var settings = new RemoteSettings(name, url);
        try (var provider = open(client, settings, name)) {
          for (Answerer answerer : answerers(url.equals(server.url()))) {
            server.answerWith(answerer);
            Duration patience = Duration.ofMillis(200);
            Outcome outcome = provider.find(new NearbyQuery(34, -118, 10, 20), patience).join();
            said.add(outcome.toString());
            if (outcome instanceof Outcome.Found found) {
              said.add(new String(NearbyPrinter.print(found), UTF_8));
            }
          }
          said.addAll(List.of(settings.toString(), Canary.SECRET.toString()));
        }
      }
      said.addAll(heard);
      assertThat(said)
          .hasSizeGreaterThan(40)
          .allSatisfy(
              text -> assertThat(text).doesNotContain(Canary.KEY, Canary.KEY.substring(0, 12)));
      assertThat(server.requests).anyMatch(request -> keyIn(request).equals(Canary.KEY));
    }
  }

  /** With another word, since what the tests print is searched for the key as well. */
  @Test
  void whatIsLoggedIsHeard() {
    root.trace("by us: {}", "cuckoo");
    java.util.logging.Logger.getLogger("jdk.httpclient.HttpClient").finest("by the JDK: cuckoo");
    assertThat(heard).filteredOn(text -> text.contains("cuckoo")).hasSize(2);
  }

  private static RemotePlaces open(RemoteClient client, RemoteSettings settings, String name) {
    return name.equals("google")
        ? RemotePlaces.google(client, settings, Canary.SECRET)
        : RemotePlaces.googleLegacy(client, settings, Canary.SECRET);
  }

  private static List<Answerer> answerers(boolean listening) {
    return listening
        ? Stream.concat(Hostile.all().map(hostile -> hostile.answerer), echoes()).toList()
        : List.of(Hostile.EMPTY.answerer);
  }

  /** A server that repeats the key, wherever an answer has room for it. */
  private static Stream<Answerer> echoes() {
    Stream<Answerer> bodies =
        Stream.of(
                "{\"status\": \"KEY\", \"error_message\": \"KEY\"}",
                "{\"status\": \"REQUEST_DENIED\", \"error_message\": \"GET /?key=KEY\"}",
                "{\"status\": \"REQUEST_DENIED\", \"error_message\": \""
                    + "x".repeat(130)
                    + "ESCAPED\"}",
                """
                {"status": "OK", "next_page_token": "KEY", "results": [{"name": "KEY", "KEY": "KEY",
                 "place_id": "KEY", "geometry": {"location": {"lat": 34, "lng": -118}}}],
                 "places": [{"id": "KEY", "displayName": {"text": "KEY"}, "types": ["KEY"],
                 "location": {"latitude": 34, "longitude": -118}}]}\
                """)
            .map(body -> (request, out) -> StubServer.send(out, 200, filled(body, request)));
    Stream<Answerer> errors =
        Stream.of(400, 403, 429, 500)
            .map(code ->
                (request, out) ->
                    StubServer.send(
                        out,
                        code,
                        filled(
                            "{\"error\": {\"status\": \"KEY\", \"message\": \"KEY\", \"details\":"
                                + " [{\"reason\": \"KEY\"}]}}",
                            request)));
    Stream<Answerer> headers =
        Stream.of(
                "Location: /?key=KEY\r\n",
                "Retry-After: KEY\r\n",
                "KEY\r\n",
                "KEY: KEY\r\n",
                "Content-Length: KEY\r\n",
                "\tKEY\0\r\n")
            .map(lines -> (request, out) -> StubServer.send(out, 302, filled(lines, request), ""));
    Stream<Answerer> lines =
        Stream.of("HTTP/1.1 500 KEY\r\n\r\n", "HTTP/1.1 KEY\r\n\r\n", "KEY KEY KEY\r\n\r\n")
            .map(line ->
                (request, out) -> {
                  out.write(filled(line, request).getBytes(UTF_8));
                  throw new java.io.IOException("enough");
                });
    return Stream.of(bodies, errors, headers, lines).flatMap(all -> all);
  }

  private static String filled(String text, Request request) {
    String key = keyIn(request);
    return text.replace("KEY", key).replace("ESCAPED", "\\u0041" + key.substring(1));
  }

  private static String keyIn(Request request) {
    return request
        .headers()
        .getOrDefault("x-goog-api-key", request.query().getOrDefault("key", ""));
  }
}

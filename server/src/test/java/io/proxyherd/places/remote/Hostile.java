package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.remote.StubServer.Answerer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Answers that no server should give, each with what is to be made of it. */
enum Hostile {
  SERVER_ERROR(error(500, "oops"), "UNKNOWN_ERROR SOON", "the server has trouble (HTTP 500)"),
  BAD_GATEWAY(error(502, "<html>"), "UNKNOWN_ERROR SOON", "the server has trouble (HTTP 502)"),
  UNAVAILABLE(error(503, ""), "UNKNOWN_ERROR SOON", "the server has trouble (HTTP 503)"),
  ODD_ERROR(error(599, "{}"), "UNKNOWN_ERROR SOON", "an answer that is none (HTTP 599)"),
  THROTTLED(error(429, "slow down"), "OVER_QUERY_LIMIT SOON", "too many requests (HTTP 429)"),
  DENIED(error(403, "<html>no</html>"), "REQUEST_DENIED NEVER", "access is denied (HTTP 403)"),
  REFUSED(error(400, "no"), "INVALID_REQUEST NEVER", "the request is refused (HTTP 400)"),
  NOT_FOUND(error(404, "no"), "UNKNOWN_ERROR NEVER", "there is no such API (HTTP 404); check "),
  TEAPOT(error(418, "no"), "UNKNOWN_ERROR NEVER", "an answer that is none (HTTP 418)"),
  NO_CONTENT(error(204, ""), "UNKNOWN_ERROR NEVER", "an answer that is none (HTTP 204)"),
  REDIRECT(
      (request, out) ->
          StubServer.send(
              out, 302, "Location: https://" + request.headers().get("host") + "/\r\n", ""),
      "UNKNOWN_ERROR NEVER",
      "the server redirects elsewhere, which is not followed (HTTP 302); check "),
  LOOP(
      (request, out) -> StubServer.send(out, 308, "Location: " + request.path() + "\r\n", ""),
      "UNKNOWN_ERROR NEVER",
      "the server redirects elsewhere, which is not followed (HTTP 308); check "),
  EMPTY(garbage("")),
  HTML(garbage("<html>Please log in</html>")),
  NULL(garbage("null")),
  LIST(garbage("[]")),
  TEXT(garbage("\"OK\"")),
  CUT_JSON(garbage("{\"status\":\"OK\",\"results\":[{\"name")),
  TWO_OBJECTS(garbage("{} {}")),
  TRAILING(garbage("{} x")),
  SAME_NAME_TWICE(
      garbage(
          "{\"places\":[],\"places\":[],\"features\":[],\"features\":[],\"status\":1,\"status\":1}")),
  WRONG_TYPES(garbage("{\"places\":{},\"results\":{},\"features\":{},\"status\":\"OK\"}")),
  LISTS_OF_NUMBERS(garbage("{\"places\":[1],\"results\":[1],\"features\":[1],\"status\":\"OK\"}")),
  EMPTY_OBJECTS(garbage("{\"places\":[{}],\"results\":[{}],\"features\":[{}],\"status\":\"OK\"}")),
  DEEP(garbage("{\"x\":" + "[".repeat(300_000) + "]".repeat(300_000) + "}")),
  LONG_NUMBER(garbage("{\"x\":" + "9".repeat(100_000) + "}")),
  NOT_UTF8(
      (_, out) ->
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{\u00ff}".getBytes(ISO_8859_1)),
      "UNKNOWN_ERROR NEVER",
      "the answer is not what this API promises; check "),
  ZIPPED(
      (_, out) -> StubServer.send(out, 200, "Content-Encoding: gzip\r\n", "\u001f\b"),
      "UNKNOWN_ERROR NEVER",
      "the answer is not what this API promises; check "),
  BROKEN_OFF(
      (_, out) -> {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"places".getBytes(UTF_8));
        throw new IOException("enough");
      },
      "UNKNOWN_ERROR SOON",
      "the connection to 127.0.0.1 broke"),
  NO_ANSWER(
      (_, _) -> {
        throw new IOException("enough");
      },
      "UNKNOWN_ERROR SOON",
      "the connection to 127.0.0.1 broke"),
  NOT_HTTP(
      (_, out) -> {
        out.write("SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(UTF_8));
        throw new IOException("enough");
      },
      "UNKNOWN_ERROR SOON",
      "the connection to 127.0.0.1 broke"),
  TOO_LONG(
      (_, out) -> StubServer.send(out, 200, " ".repeat(RemoteSettings.DEFAULT_BODY_LIMIT + 1)),
      "UNKNOWN_ERROR NEVER",
      "the answer is longer than 1048576 bytes and was cut off"),
  TEN_GIGABYTES(
      (_, out) -> {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n".getBytes(UTF_8));
        stream(out);
      },
      "UNKNOWN_ERROR NEVER",
      "the answer is longer than 1048576 bytes and was cut off"),
  ENDLESS_CHUNKS(
      (_, out) -> {
        out.write(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n".getBytes(UTF_8));
        stream(out);
      },
      "UNKNOWN_ERROR NEVER",
      "the answer is longer than 1048576 bytes and was cut off"),
  ENDLESS_HEADERS(
      (_, out) -> {
        out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
        while (true) {
          out.write("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".getBytes(UTF_8));
        }
      },
      "UNKNOWN_ERROR SOON",
      "the connection to 127.0.0.1 broke"),
  /** Holds on for ever. */
  SILENT(
      (_, _) -> {
        throw new StubServer.Silence();
      },
      "UNKNOWN_ERROR SOON",
      "no complete answer within "),
  SILENT_AFTER_HEADERS(
      (_, out) -> {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
        out.flush();
        throw new StubServer.Silence();
      },
      "UNKNOWN_ERROR SOON",
      "no complete answer within "),
  /** Something comes all the time, so no read ever waits for long. */
  TRICKLE(
      (_, out) -> {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(UTF_8));
        while (true) {
          out.write(' ');
          out.flush();
          pause();
        }
      },
      "UNKNOWN_ERROR SOON",
      "no complete answer within ");

  @SuppressWarnings("ImmutableEnumChecker") // All are lambdas without a state.
  final Answerer answerer;

  /** Google's word, and whether to try again. */
  final String verdict;

  /** How the message begins, after the provider's name. */
  final String message;

  Hostile(Answerer answerer, String verdict, String message) {
    this.answerer = answerer;
    this.verdict = verdict;
    this.message = message;
  }

  Hostile(Answerer answerer) {
    this(answerer, "UNKNOWN_ERROR NEVER", "the answer is not what this API promises; check ");
  }

  boolean isSlow() {
    return message.startsWith("no complete answer");
  }

  static Stream<Hostile> all() {
    return Stream.of(values());
  }

  private static Answerer error(int status, String body) {
    return (_, out) -> {
      if (status == 204) {
        out.write("HTTP/1.1 204 X\r\n\r\n".getBytes(UTF_8));
      } else {
        StubServer.send(out, status, body);
      }
    };
  }

  private static Answerer garbage(String body) {
    return (_, out) -> StubServer.send(out, 200, body);
  }

  private static void stream(OutputStream out) throws IOException {
    byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
    while (true) {
      out.write(spaces);
    }
  }

  private static void pause() throws IOException {
    try {
      var _ = new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

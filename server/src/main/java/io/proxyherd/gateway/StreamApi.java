package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import io.proxyherd.stream.Cursor;
import io.proxyherd.stream.Filter;
import io.proxyherd.text.HarmlessText;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Streams of what clients do: who may have one, and of what. Owned by the gateway's loop. */
final class StreamApi {
  static final String PATH = "/v1/stream";

  private static final String EVENTS = "text/event-stream";
  private static final String LAST_EVENT = "last-event-id";
  private static final String CURSOR = "cursor";
  private static final String BOX = "bbox";
  private static final String CLIENT = "client";
  private static final int MOST_CLIENTS = 1000;

  private final StreamSettings settings;
  private final StreamReaders readers;

  StreamApi(StreamSettings settings, StreamReaders readers) {
    this.settings = settings;
    this.readers = readers;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, this::open)
            .with(CLIENT, BOX, "server", CURSOR)
            .repeating(CLIENT)
            .giving(EVENTS));
  }

  private CompletionStage<Answer> open(Request request) {
    Filter filter = filter(request.query());
    Optional<Cursor> had = cursor(request.headers(), request.query());
    if (readers.size() >= settings.mostReaders()) {
      throw new RefusedRequest(
          Problem.of(
              503,
              "Service Unavailable",
              "streams",
              readers.size() + " are open",
              "fewer than " + settings.mostReaders(),
              "try another server, or raise http.max-streams"));
    }
    boolean isSocket = SocketStream.isAskedFor(request.headers());
    var reader = new StreamReader(readers, filter, had, settings.heartbeat());
    return CompletableFuture.completedFuture(
        isSocket
            ? Answer.streaming(new SocketStream(reader, request.headers()))
            : Answer.streaming(new EventStream(reader)).with("content-type", EVENTS));
  }

  private static Filter filter(Query query) {
    var clients = new HashSet<ByteBuffer>();
    query.all(CLIENT).forEach(client -> clients.add(ByteBuffer.wrap(client)));
    if (clients.size() > MOST_CLIENTS || clients.contains(ByteBuffer.allocate(0))) {
      throw RefusedRequest.bad(
          CLIENT,
          clients.size() > MOST_CLIENTS ? clients.size() + " of them" : "nothing",
          "up to " + MOST_CLIENTS + " IDs, each as client=ID",
          "leave it out for all clients");
    }
    return new Filter(clients, query.area(BOX), query.text("server"));
  }

  /** A browser that comes again asks for the same URL, and says in the header how far it got. */
  private static Optional<Cursor> cursor(HttpHeaders headers, Query query) {
    String header = headers.get(LAST_EVENT, "");
    Optional<String> text = header.isEmpty() ? query.text(CURSOR) : Optional.of(header);
    return text.map(token ->
        Cursor.parse(token)
            .orElseThrow(() ->
                RefusedRequest.bad(
                    header.isEmpty() ? CURSOR : LAST_EVENT,
                    HarmlessText.of(token.getBytes(UTF_8)),
                    "what an event of such a stream said, unchanged",
                    "leave it out to be told all")));
  }
}

package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * An HTTP server that answers byte by byte what it is told to, however wrong that is. A thread per
 * connection, on a port of its own.
 */
final class StubServer implements AutoCloseable {
  /**
   * A request as it came.
   *
   * @param query a name's values are joined by a space
   * @param headers by their names in lower case
   */
  record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {}

  /** Writes an answer; when it returns, the connection stays open for the next request. */
  interface Answerer {
    void answer(Request request, OutputStream out) throws IOException;
  }

  /** What an answerer throws to say no more and wait for the client to close. */
  static final class Silence extends IOException {
    private static final long serialVersionUID = 1;
  }

  final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicLong bytesSent = new AtomicLong();

  /** More than any test opens at once: beyond it the system resets connections. */
  private static final int BACKLOG = 1000;

  private final ServerSocket socket;
  private final ConcurrentLinkedQueue<Socket> opened = new ConcurrentLinkedQueue<>();
  private volatile Answerer answerer;

  StubServer(Answerer answerer) {
    this.answerer = answerer;
    try {
      socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void answerWith(Answerer next) {
    answerer = next;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        opened.add(connection);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = new Counted(connection.getOutputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Request request = parse(head, in);
        requests.add(request);
        answer(request, out, in);
      }
    } catch (IOException _) {
      // The client has gone, or the answer is to break off.
    } finally {
      connections.decrementAndGet();
    }
  }

  private void answer(Request request, OutputStream out, InputStream in) throws IOException {
    try {
      answerer.answer(request, out);
      out.flush();
    } catch (Silence _) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static Request parse(String head, InputStream in) throws IOException {
    List<String> lines = head.lines().toList();
    List<String> first = List.of(lines.getFirst().split(" ", -1));
    var headers = new LinkedHashMap<String, String>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    List<String> target = List.of(first.get(1).split("\\?", 2));
    return new Request(
        first.getFirst(),
        target.getFirst(),
        target.size() == 1 ? Map.of() : query(target.get(1)),
        headers,
        new String(in.readNBytes(length), UTF_8));
  }

  private static Map<String, String> query(String text) {
    var query = new LinkedHashMap<String, String>();
    Stream.of(text.split("&"))
        .map(pair -> List.of(pair.split("=", 2)))
        .forEach(pair ->
            query.merge(
                pair.getFirst(), URLDecoder.decode(pair.get(1), UTF_8), (a, b) -> a + " " + b));
    return query;
  }

  /** A whole and correct answer. */
  static void send(OutputStream out, int status, String body) throws IOException {
    send(out, status, "Content-Type: application/json; charset=utf-8\r\n", body);
  }

  /** A whole answer with these header lines. */
  static void send(OutputStream out, int status, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(
        ("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n")
            .getBytes(ISO_8859_1));
    whole.writeBytes(bytes);
    out.write(whole.toByteArray());
  }

  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytesSent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      bytesSent.addAndGet(length);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : opened) {
      connection.close();
    }
  }
}

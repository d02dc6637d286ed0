package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client as a test tells of it: what it says and what it hears, for which it waits 30 s unless
 * told otherwise.
 */
final class TestClient implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  TestClient(InetSocketAddress server) throws IOException {
    this(server, "0.0.0.0");
  }

  /** Connects from that address of this machine. */
  TestClient(InetSocketAddress server, String from) throws IOException {
    socket.bind(new InetSocketAddress(from, 0));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(server, PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Waits so long from now on. */
  TestClient patience(int ms) throws IOException {
    socket.setSoTimeout(ms);
    return this;
  }

  /** Sends one line. */
  TestClient says(String line) throws IOException {
    return sends(line + "\n");
  }

  TestClient sends(String text) throws IOException {
    return sends(text.getBytes(ISO_8859_1));
  }

  TestClient sends(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** The next line, without its LF. */
  String hears() throws IOException {
    var line = new StringBuilder();
    if (!hears(line)) {
      fail("the connection ended after \"%s\" (expected: a line)", line);
    }
    return line.toString();
  }

  /** The next line, without its LF; empty if the connection ends before that. */
  Optional<String> hearsPerhaps() throws IOException {
    var line = new StringBuilder();
    return hears(line) ? Optional.of(line.toString()) : Optional.empty();
  }

  private boolean hears(StringBuilder line) throws IOException {
    int next = in.read();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return next >= 0;
  }

  /** The JSON that follows an AT line, up to the empty line at its end. */
  String hearsPlaces() throws IOException {
    var json = new StringBuilder();
    for (String line = hears(); !line.isEmpty(); line = hears()) {
      json.append(line).append('\n');
    }
    return json.toString();
  }

  /** How many bytes come until that text has come. */
  int bytesUntil(String text) throws IOException {
    byte[] wanted = text.getBytes(ISO_8859_1);
    int count = 0;
    for (int matched = 0; matched < wanted.length; count++) {
      int next = in.read();
      if (next < 0) {
        fail("the connection ended after %s bytes (expected: %s)", count, text);
      }
      matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
    }
    return count;
  }

  /** Asks for a client; the AT line, or the complaint that it is unknown. */
  String asksFor(String client) throws IOException {
    return asksForAll(List.of(client)).getFirst();
  }

  /** Asks for clients without waiting for the answers in between; not for too many at a time. */
  List<String> asksForAll(List<String> clients) throws IOException {
    sends(clients.stream().map("WHATSAT %s 10 5\n"::formatted).collect(joining()));
    var answers = new ArrayList<String>();
    for (var _ : clients) {
      String line = hears();
      if (line.startsWith("AT ")) {
        assertThat(hearsPlaces()).contains("\"status\"");
      }
      answers.add(line);
    }
    return answers;
  }

  /** All that comes until the connection ends. */
  String hearsAll() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Nothing but the end of the connection comes. */
  void hearsTheEnd() throws IOException {
    assertThat(in.read()).as("end of the connection").isEqualTo(-1);
  }

  /** Reads until the connection ends, in whichever way. */
  void waitsForTheEnd() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  /** Closes its sending side. */
  TestClient endsItsSide() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Ends the connection with an RST. */
  void resets() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that reads a server's events when it likes to, with a small socket. */
final class SlowReader implements AutoCloseable {
  private static final int SOCKET_BYTES = 4096;
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket = new Socket();
  private int positions;

  SlowReader(InetSocketAddress server) throws IOException {
    socket.setReceiveBufferSize(SOCKET_BYTES);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    socket
        .getOutputStream()
        .write("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
    if (socket.getInputStream().read() < 0) {
      throw new IOException("closed");
    }
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  /** Reads on until that is the newest time of each client. */
  void readUntil(Map<String, String> newest) throws IOException {
    var view = new HashMap<String, String>();
    var mapper = new JsonMapper();
    var lines = new BufferedReader(new InputStreamReader(input(), ISO_8859_1));
    while (!view.equals(newest)) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("closed");
      }
      // Chunks end where events do.
      if (line.startsWith("data: {\"server\"")) {
        JsonNode data = mapper.readTree(line.substring(6));
        view.put(data.path("client").asString(), data.path("time").asString());
        positions++;
      }
    }
  }

  /** How many positions it was told. */
  int positions() {
    return positions;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

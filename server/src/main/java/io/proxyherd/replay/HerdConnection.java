package io.proxyherd.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.LineReader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** A client's connection to a server: lines out, lines in. One thread may read, one write. */
final class HerdConnection implements Closeable {
  private static final int LONGEST_REPLY = 8_192;
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final Socket socket;
  private final LineReader replies;

  private HerdConnection(Socket socket) throws IOException {
    this.socket = socket;
    replies = new LineReader(new BufferedInputStream(socket.getInputStream()), LONGEST_REPLY);
  }

  /** Connects; a read that takes longer than the time-out throws and may be repeated. */
  static HerdConnection open(Address server, Duration readTimeout) throws IOException {
    var address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException("unknown host " + server.host());
    }
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.clamp(readTimeout.toMillis(), 1, Integer.MAX_VALUE));
      socket.connect(address, CONNECT_TIMEOUT_MS);
      return new HerdConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void write(String lines) throws IOException {
    socket.getOutputStream().write(lines.getBytes(UTF_8));
  }

  /** The next whole line, cut at 8,192 bytes; what breaks off in the middle is no line. */
  String readLine() throws IOException {
    return replies
        .next()
        .filter(LineReader.Line::ended)
        .orElseThrow(() -> new EOFException("the server closed the connection"))
        .text();
  }

  /** Closes from another thread, which ends what the others are waiting for. */
  void hangUp() {
    try {
      close();
    } catch (IOException e) {
      // Closing is all that was wanted; a socket that can't even close is closed.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

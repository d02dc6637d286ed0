package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A connection to a Redis on this machine, as bare as can be: RESP. */
final class RedisConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  RedisConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /** Sends a command at the next {@link #flush}. */
  void command(List<String> words) throws IOException {
    var text = new StringBuilder("*").append(words.size()).append("\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    out.write(text.toString().getBytes(US_ASCII));
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Reads a reply, whose texts are added in their order. */
  void read(List<String> into) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '*' -> {
        for (int left = Integer.parseInt(rest); left > 0; left--) {
          read(into);
        }
      }
      case '$' -> {
        into.add(new String(in.readNBytes(Integer.parseInt(rest)), US_ASCII));
        in.skipNBytes(2);
      }
      default -> into.add(rest);
    }
  }

  /** Reads a reply; its bytes. */
  int skipReply() throws IOException {
    String line = line();
    int bytes = line.length();
    int number = Integer.parseInt(line, 1, line.length(), 10);
    switch (line.charAt(0)) {
      case '*' -> {
        for (int i = 0; i < number; i++) {
          bytes += skipReply();
        }
      }
      case '$' -> {
        in.skipNBytes(number + 2L);
        bytes += number;
      }
      default -> {}
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Redis has closed the connection");
      }
      line.append((char) next);
    }
    in.skipNBytes(1);
    if (line.charAt(0) == '-') {
      throw new IOException("Redis: " + line);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A connection to a Redis on this machine, for its geo commands: RESP, one request at a time. */
final class RedisClients implements AutoCloseable {
  private static final String KEY = "clients";

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RedisClients(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
  }

  /** Puts clients where they are. */
  void add(List<String> clients, List<double[]> places) throws IOException {
    var words = new ArrayList<>(List.of("GEOADD", KEY));
    for (int at = 0; at < clients.size(); at++) {
      words.add(degrees(places.get(at)[1]));
      words.add(degrees(places.get(at)[0]));
      words.add(clients.get(at));
    }
    ask(words);
  }

  /** The IDs of the nearest, with distances between them. */
  List<String> nearest(double latitude, double longitude, double radiusKm, int limit)
      throws IOException {
    return ask(
        List.of(
            "GEOSEARCH",
            KEY,
            "FROMLONLAT",
            degrees(longitude),
            degrees(latitude),
            "BYRADIUS",
            String.valueOf(radiusKm),
            "km",
            "ASC",
            "COUNT",
            String.valueOf(limit),
            "WITHDIST"));
  }

  /** How many microseconds Redis itself says that one such command took. */
  double microsOf(String command) throws IOException {
    String stats = ask(List.of("INFO", "commandstats")).getFirst();
    String line =
        stats.lines().filter(one -> one.startsWith("cmdstat_" + command + ":")).findFirst().get();
    return Double.parseDouble(line.replaceAll(".*usec_per_call=([0-9.]+).*", "$1"));
  }

  /** How many bytes the key takes, estimated by Redis from a sample. */
  long bytes() throws IOException {
    return Long.parseLong(ask(List.of("MEMORY", "USAGE", KEY, "SAMPLES", "1000")).getFirst());
  }

  void resetStats() throws IOException {
    ask(List.of("CONFIG", "RESETSTAT"));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String degrees(double angle) {
    return "%.7f".formatted(angle);
  }

  private List<String> ask(List<String> words) throws IOException {
    var request = new StringBuilder("*" + words.size() + "\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    out.write(request.toString().getBytes(US_ASCII));
    out.flush();
    var answer = new ArrayList<String>();
    read(answer);
    return answer;
  }

  private void read(List<String> into) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '*' -> {
        for (int left = Integer.parseInt(rest); left > 0; left--) {
          read(into);
        }
      }
      case '$' -> {
        byte[] text = new byte[Integer.parseInt(rest)];
        in.readFully(text);
        line();
        into.add(new String(text, US_ASCII));
      }
      case '-' -> throw new IOException("Redis: " + rest);
      default -> into.add(rest);
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("Redis: closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}

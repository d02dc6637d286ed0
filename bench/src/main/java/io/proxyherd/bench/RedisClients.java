package io.proxyherd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients in a Redis on this machine, by its geo commands, one request at a time. */
final class RedisClients implements AutoCloseable {
  private static final String KEY = "clients";

  private final RedisConnection redis;

  RedisClients(int port) throws IOException {
    redis = new RedisConnection(port);
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
    redis.close();
  }

  private static String degrees(double angle) {
    return "%.7f".formatted(angle);
  }

  private List<String> ask(List<String> words) throws IOException {
    redis.command(words);
    redis.flush();
    var answer = new ArrayList<String>();
    redis.read(answer);
    return answer;
  }
}

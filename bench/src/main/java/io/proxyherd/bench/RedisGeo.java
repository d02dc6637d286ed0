package io.proxyherd.bench;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.util.List;

/** Places in a Redis on this machine; replies are counted, not parsed. */
final class RedisGeo implements AutoCloseable {
  private final RedisConnection redis;
  private final String key;

  RedisGeo(int port, String key) throws IOException {
    redis = new RedisConnection(port);
    this.key = key;
  }

  void add(Place place) throws IOException {
    command("GEOADD", key, text(place.longitude()), text(place.latitude()), place.id());
  }

  void ask(NearbyQuery query) throws IOException {
    command(
        "GEOSEARCH",
        key,
        "FROMLONLAT",
        text(query.longitude()),
        text(query.latitude()),
        "BYRADIUS",
        text(query.radiusKm()),
        "km",
        "ASC",
        "COUNT",
        Integer.toString(query.limit()),
        "WITHCOORD");
  }

  void flush() throws IOException {
    redis.flush();
  }

  /** Reads a reply; its bytes. */
  int skipReply() throws IOException {
    return redis.skipReply();
  }

  private static String text(double number) {
    return Double.toString(number);
  }

  private void command(String... words) throws IOException {
    redis.command(List.of(words));
  }

  @Override
  public void close() throws IOException {
    redis.close();
  }
}

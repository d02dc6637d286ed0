package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.near.ClientQuery;
import io.proxyherd.node.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A server with a million clients that move a few metres at a time. */
final class MovingCrowd {
  static final int CLIENTS = 1_000_000;

  /** IAMATs of one batch. */
  static final int BATCH = 1000;

  private final Rig rig = new Rig("Alford", Set.of());
  private final Session session = rig.connect();
  private final SplittableRandom random = new SplittableRandom(1);
  private Crowd crowd = Crowd.UNIFORM;
  private final double[][] places = new double[CLIENTS][];
  private byte[] lines = {};
  private long count;

  /** All come. */
  void gather(Crowd as) {
    crowd = as;
    for (int client = 0; client < CLIENTS; client += BATCH) {
      var text = new StringBuilder();
      for (int next = client; next < client + BATCH; next++) {
        places[next] = crowd.place(next, random);
        append(text, next);
      }
      lines = text.toString().getBytes(US_ASCII);
      take();
    }
  }

  /** Asks for the first time, and lets time pass until the index is there. */
  void makeIndex() {
    List<Object> answers = new ArrayList<>();
    rig.node().near(anywhere(), answers::add);
    while (answers.isEmpty()) {
      rig.advance(Duration.ofMillis(1));
    }
  }

  Rig rig() {
    return rig;
  }

  /** Makes the IAMATs of some clients, any of them, that have moved. */
  void move() {
    var _ = move(BATCH);
  }

  /** The same for so many; answers which. */
  int[] move(int count) {
    int[] moved = random.ints(count, 0, CLIENTS).toArray();
    var text = new StringBuilder();
    for (int client : moved) {
      places[client] = Crowd.step(places[client], random);
      append(text, client);
    }
    lines = text.toString().getBytes(US_ASCII);
    return moved;
  }

  /** Sends them. */
  void take() {
    session.onBytes(lines, 0, lines.length);
    rig.endOfBatch();
  }

  /** Sends all but the last of them. */
  void takeSome() {
    int last = lines.length - 1;
    while (lines[last - 1] != '\n') {
      last--;
    }
    session.onBytes(lines, 0, last);
    rig.endOfBatch();
  }

  /** Puts some clients into Redis where they are here. */
  void addTo(RedisClients redis, int from, int to) throws IOException {
    List<Integer> known =
        IntStream.range(from, to)
            .filter(client -> Math.abs(places[client][0]) < 85)
            .boxed()
            .toList();
    if (known.isEmpty()) {
      return;
    }
    redis.add(
        known.stream().map(client -> "client" + client + ".example").toList(),
        known.stream().map(client -> places[client]).toList());
  }

  /** The same, where Redis has them, too: at most 85 degrees from the equator. */
  ClientQuery.Near anywhereWithin(double radiusKm) {
    ClientQuery.Near near = anywhere();
    return Math.abs(near.latitude()) < 80
        ? new ClientQuery.Near(
            near.latitude(), near.longitude(), radiusKm, near.limit(), Optional.empty())
        : anywhereWithin(radiusKm);
  }

  /** Who are the ten nearest to a place where clients may be. */
  ClientQuery.Near anywhere() {
    double[] at = crowd.place(random.nextInt(CLIENTS), random);
    return new ClientQuery.Near(at[0], at[1], ClientQuery.GREATEST_RADIUS_KM, 10, Optional.empty());
  }

  private void append(StringBuilder text, int client) {
    long millis = count++;
    text.append("IAMAT client")
        .append(client)
        .append(".example ")
        .append(Crowd.location(places[client]))
        .append(' ')
        .append(Rig.START_SECONDS - 1_000_000 + millis / 1000)
        .append('.')
        .append(String.valueOf(1000 + millis % 1000).substring(1))
        .append('\n');
  }
}

package io.proxyherd.system;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.ops.ConfiguredPlaces;
import io.proxyherd.places.chain.ProviderChain;
import io.proxyherd.places.chain.ProviderRules;
import io.proxyherd.places.remote.RemoteClient;
import io.proxyherd.places.remote.RemotePlaces;
import io.proxyherd.places.remote.RemoteSettings;
import io.proxyherd.places.remote.Secret;
import io.proxyherd.system.GoogleStub.Mood;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an IAMAT costs while every provider of places hangs and {@value #HANGING} WHATSAT wait, each
 * of them a request to a server on a socket of its own. No test (its name keeps it out of {@code
 * mvn verify}), but figures:
 *
 * <pre>mvn verify -Dtest=PlacesFigures -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
final class PlacesFigures {
  private static final int ROUNDS = Integer.getInteger("figures.rounds", 7);
  private static final int IAMATS = Integer.getInteger("figures.iamats", 5_000);
  private static final int HANGING = 2_048;
  private static final int PER_CLIENT = 32;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** Latencies of one round, microseconds. */
  private record Figures(double p50, double p99) {}

  @TempDir private Path dir;

  @Test
  void measure() throws Exception {
    var links = List.of(new LinkConfig("Alford", "Ball"));
    try (var stub = new GoogleStub();
        var client = new RemoteClient();
        var chain = chain(stub, client);
        var herd = TestHerd.linked(dir, links, chain, "places.deadline=20 s", "log.level=info");
        var reporter = herd.client("Alford")) {
      stub.is(Mood.HANGS);
      round(reporter); // Warms up.
      var without = new ArrayList<Figures>();
      var with = new ArrayList<Figures>();
      for (int i = 0; i < ROUNDS; i++) {
        without.add(round(reporter));
        with.add(roundWithHanging(herd, stub, reporter));
      }
      System.out.printf(
          "%nIAMAT, us, medians of %d rounds of %d: without, with %d WHATSAT that hang, ratio%n",
          ROUNDS, IAMATS, HANGING);
      print("p50", without, with, Figures::p50);
      print("p99", without, with, Figures::p99);
    }
  }

  /** Whether the embedded places need a cache: the same 1,000 spots again and again. */
  @Test
  void measureTheEmbeddedCache() throws Exception {
    var perLookup = new ArrayList<List<Double>>(List.of(new ArrayList<>(), new ArrayList<>()));
    try (var plain = embedded("0 s");
        var cached = embedded("10 m")) {
      for (int i = 0; i < ROUNDS; i++) {
        perLookup.getFirst().add(lookupMicros(plain.chain()));
        perLookup.getLast().add(lookupMicros(cached.chain()));
      }
    }
    System.out.printf("%nA lookup of the embedded places, us, medians of %d rounds%n", ROUNDS);
    System.out.printf("without cache %8.1f%n", median(perLookup.getFirst(), micros -> micros));
    System.out.printf("with cache    %8.1f%n", median(perLookup.getLast(), micros -> micros));
  }

  private ConfiguredPlaces embedded(String ttl) {
    Map<String, String> variables =
        Map.of("HERD_DATA_DIR", dir.toString(), "HERD_EMBEDDED_CACHE_TTL", ttl);
    return ConfiguredPlaces.open(ConfigLoader.load(Optional.empty(), variables), variables);
  }

  private static double lookupMicros(ProviderChain chain) {
    long began = System.nanoTime();
    for (int i = 0; i < IAMATS; i++) {
      var done = new CompletableFuture<NearbyAnswer>();
      chain.find(new NearbyQuery(34 + i % 1000 / 1000.0, -118, 10, 20), done::complete);
      done.join();
    }
    return (System.nanoTime() - began) / 1000.0 / IAMATS;
  }

  private ProviderChain chain(GoogleStub stub, RemoteClient client) {
    var settings =
        new RemoteSettings("google", URI.create(stub.url()), DEADLINE, 1 << 20, 2 * HANGING);
    var google = RemotePlaces.google(client, settings, Secret.of("key", "figures"));
    var patient =
        new ProviderRules(
            DEADLINE,
            DEADLINE,
            0,
            20,
            new ProviderRules.Cache(Duration.ZERO, 0),
            Optional.empty(),
            Optional.empty());
    return new ProviderChain(
        List.of(new ProviderChain.Link(google, patient)), DEADLINE, 2 * HANGING, dir);
  }

  private static Figures roundWithHanging(TestHerd herd, GoogleStub stub, TestClient reporter)
      throws IOException {
    int before = stub.calls();
    var waiting = new ArrayList<TestClient>();
    try {
      for (int i = 0; i < HANGING / PER_CLIENT; i++) {
        var text = new StringBuilder();
        for (int j = 0; j < PER_CLIENT; j++) {
          // Each at a spot of its own, or they would share a request.
          text.append("IAMAT w%d-%d +%d.%02d-1 1\n".formatted(i, j, i, j));
          text.append("WHATSAT w%d-%d 10 5\n".formatted(i, j));
        }
        waiting.add(herd.client("Alford").sends(text.toString()));
      }
      Eventually.await().until(() -> stub.calls() - before == HANGING);
      return round(reporter);
    } finally {
      // Their answers come at the deadline, which ends the requests.
      for (TestClient client : waiting) {
        client.endsItsSide().waitsForTheEnd();
        client.close();
      }
    }
  }

  private static Figures round(TestClient reporter) throws IOException {
    long[] nanos = new long[IAMATS];
    for (int i = 0; i < IAMATS; i++) {
      long began = System.nanoTime();
      reporter.says("IAMAT reporter +1-2 " + began / 1_000_000_000.0).hears();
      nanos[i] = System.nanoTime() - began;
    }
    Arrays.sort(nanos);
    return new Figures(nanos[IAMATS / 2] / 1000.0, nanos[IAMATS * 99 / 100] / 1000.0);
  }

  private static void print(
      String what, List<Figures> without, List<Figures> with, ToDoubleFunction<Figures> figure) {
    double plain = median(without, figure);
    double hanging = median(with, figure);
    System.out.printf("%-4s %8.1f %8.1f %6.2f%n", what, plain, hanging, hanging / plain);
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}

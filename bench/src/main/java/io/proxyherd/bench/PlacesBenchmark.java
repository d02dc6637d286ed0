package io.proxyherd.bench;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Place;
import io.proxyherd.places.index.LiveLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The 20 nearest places, beside Redis GEOSEARCH on the same places with the same questions. Run by
 * {@code bench/places}, which prepares both.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx512m",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class PlacesBenchmark {
  /** How many questions are under way when they need not wait for each other. */
  static final int PIPELINED = 32;

  /** Which places: those that are shipped, or a million. */
  @Param({"shipped", "million"})
  public String places = "";

  /** How far around, kilometres. */
  @Param({"1", "10", "50"})
  public double radiusKm;

  private final PlaceQuestions questions = new PlaceQuestions();
  private Optional<LiveLayers> layers = Optional.empty();
  private Optional<RedisGeo> redis = Optional.empty();

  /** Opens what {@link PlacesComparison} has prepared. */
  @Setup
  public void open() throws IOException {
    Path directory = Path.of(System.getProperty("places.directory", "."));
    layers = Optional.of(LiveLayers.open(directory.resolve(places), 64 << 20));
    redis = Optional.of(new RedisGeo(Integer.getInteger("places.redis", 6379), places));
  }

  /** Lets go of both. */
  @TearDown
  public void close() throws IOException {
    layers.orElseThrow().close();
    redis.orElseThrow().close();
  }

  private NearbyQuery next() {
    return questions.next(radiusKm);
  }

  /** The lookup alone. */
  @Benchmark
  public List<Place> embedded() throws IOException {
    return layers.orElseThrow().nearest(next());
  }

  /** The lookup and the JSON that a client gets, as a server does it. */
  @Benchmark
  public byte[] embeddedJson() throws IOException {
    NearbyQuery query = next();
    Optional<byte[]> answer = layers.orElseThrow().answer(query);
    return answer.isPresent()
        ? answer.get()
        : NearbyPrinter.print(layers.orElseThrow().nearest(query));
  }

  /** One question after the other, over the loopback. */
  @Benchmark
  public int redis() throws IOException {
    return ask(1);
  }

  /** 32 questions at once; the time is that of all. */
  @Benchmark
  public int redisPipelined() throws IOException {
    return ask(PIPELINED);
  }

  private int ask(int atOnce) throws IOException {
    RedisGeo connection = redis.orElseThrow();
    for (int i = 0; i < atOnce; i++) {
      connection.ask(next());
    }
    connection.flush();
    int bytes = 0;
    for (int i = 0; i < atOnce; i++) {
      bytes += connection.skipReply();
    }
    return bytes;
  }
}

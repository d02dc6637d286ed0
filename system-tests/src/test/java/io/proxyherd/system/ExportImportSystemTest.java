package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.moving.CassandraSink;
import io.proxyherd.moving.CassandraSource;
import io.proxyherd.moving.Export;
import io.proxyherd.moving.HerdSink;
import io.proxyherd.moving.HerdSource;
import io.proxyherd.moving.OpenImport;
import io.proxyherd.moving.RefusedRows;
import io.proxyherd.moving.Sink;
import io.proxyherd.moving.Source;
import io.proxyherd.store.Lifetimes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports leave a herd, or Cassandra, and come into another, and are exactly as they were. */
@Timeout(300)
final class ExportImportSystemTest {
  private static final int CLIENTS = 5000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path dir;
  @TempDir private Path otherDir;

  private final long nowSeconds = Instant.now().getEpochSecond();
  private final SharedStore unused = new SharedStore();

  @Test
  void fromAHerdIntoAnother() throws Exception {
    Path file = dir.resolve("reports.ndjson.gz");
    long digest;
    try (var herd = new MovingHerd(dir, unused)) {
      report(herd);
      digest = herd.comesToOneDigest();
      export(source(herd), file);
      // All of them are known.
      bring(file, sink(herd));
      assertThat(herd.comesToOneDigest()).isEqualTo(digest);
    }
    try (var other = new MovingHerd(otherDir, unused)) {
      bring(file, sink(other));
      assertThat(other.comesToOneDigest()).isEqualTo(digest);
    }
  }

  @Test
  void throughCassandra() throws Exception {
    CassandraSettings settings = TestCluster.settings("moved" + nowSeconds);
    TestCluster.create(settings);
    Path file = dir.resolve("herd.ndjson");
    Path back = dir.resolve("cassandra.ndjson");
    long digest;
    try (var herd = new MovingHerd(dir, unused)) {
      report(herd);
      digest = herd.comesToOneDigest();
      export(source(herd), file);
    }
    bring(file, CassandraSink.open(settings, Lifetimes.USUAL, "Cassandra", PATIENCE));
    export(CassandraSource.open(settings, "Cassandra", PATIENCE), back);
    try (var other = new MovingHerd(otherDir, unused)) {
      bring(back, sink(other));
      assertThat(other.comesToOneDigest()).isEqualTo(digest);
    }
  }

  /** Its cursors mean nothing then; all is told once more. */
  @Test
  void goesOnWithAServerThatWasStartedAgain() throws Exception {
    Path file = dir.resolve("reports.ndjson");
    try (var herd = new MovingHerd(dir, unused)) {
      report(herd);
      long digest = herd.comesToOneDigest();
      export(source(herd), file);
      byte[] whole = Files.readAllBytes(file);
      var _ = Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
      for (String server : herd.names()) {
        herd.restart(server, "herd");
      }
      try (Source source = source(herd)) {
        assertThat(new Export(source, Lifetimes.USUAL).goOn(file)).isTrue();
      }
      try (var other = new MovingHerd(otherDir, unused)) {
        bring(file, sink(other));
        assertThat(other.comesToOneDigest()).isEqualTo(digest);
      }
    }
  }

  private static Source source(MovingHerd herd) {
    return new HerdSource(herd.config(), herd.config().servers(), PATIENCE);
  }

  private static Sink sink(MovingHerd herd) {
    return new HerdSink(herd.config(), herd.config().servers(), PATIENCE);
  }

  private static void export(Source from, Path file) throws Exception {
    try (from) {
      new Export(from, Lifetimes.USUAL).writeTo(file);
    }
  }

  private void bring(Path file, Sink to) throws Exception {
    var refused = new RefusedRows(file.toString(), dir.resolve("refused"), true, _ -> {});
    try (to;
        var open = OpenImport.of(file, false, to, Lifetimes.USUAL, refused)) {
      open.work().run();
      assertThat(open.work().refused()).isZero();
    }
  }

  /** Clients with any bytes in their names, at all servers; some are forgotten. */
  private void report(MovingHerd herd) throws Exception {
    var random = new Random(1);
    var lines = new ByteArrayOutputStream();
    for (int i = 0; i < CLIENTS; i++) {
      lines.writeBytes("IAMAT ".getBytes(ISO_8859_1));
      lines.writeBytes(i % 10 == 0 ? anyName(random) : new byte[] {'c'});
      lines.writeBytes(
          "%d %+.6f%+.6f %d.%d\n"
              .formatted(
                  i,
                  random.nextDouble() * 90,
                  random.nextDouble() * -180,
                  nowSeconds - random.nextInt(1000),
                  random.nextInt(1_000_000_000))
              .getBytes(ISO_8859_1));
    }
    try (var client = new TestClient(herd.addresses().getFirst())) {
      client.sends(lines.toByteArray());
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(client.hears()).startsWith("AT ");
      }
    }
    herd.forgets("c1");
    herd.forgets("c2");
  }

  private static byte[] anyName(Random random) {
    byte[] name = new byte[1 + random.nextInt(100)];
    random.nextBytes(name);
    for (int i = 0; i < name.length; i++) {
      name[i] = name[i] == ' ' || (name[i] >= '\t' && name[i] <= '\r') ? (byte) '\\' : name[i];
    }
    return name;
  }
}

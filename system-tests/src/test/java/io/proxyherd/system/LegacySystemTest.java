package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.legacy.LegacyLink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our servers in one herd with servers that others wrote. */
@Timeout(120)
final class LegacySystemTest {
  private static final String PER_UPDATE = "connection-per-update";

  @TempDir private Path dir;

  static Stream<Arguments> ways() {
    return Stream.concat(
        Stream.of("at6", "at7", "at-sender", "at-path")
            .flatMap(
                dialect -> Stream.of(PER_UPDATE, "line").map(way -> Arguments.of(dialect, way))),
        Stream.of(Arguments.of("at7-split", PER_UPDATE)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("ways")
  void eachHearsWhatTheOtherHeard(String dialect, String delivery) throws Exception {
    try (var bohr = new ForeignServer("Bohr", dialect);
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", delivery)).isLinked()) {
      bohr.tells(herd.address("Alford"));
      String ours = herd.hears("Ball", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
      isKnownAt(bohr, "kiwi", ours);
      String theirs = says(bohr, "IAMAT pear -1+2.50 1479413885.10");
      assertThat(theirs).isEqualTo("AT Bohr +0.2638733386993408 pear -1+2.50 1479413885.10");
      herd.isKnownAt(List.of("Alford", "Ball"), "pear", theirs);

      assertThat(bohr.heard())
          .as("no echo")
          .singleElement()
          .asString()
          .matches(line(ours, dialect));
      isQuiet(herd, "Bohr");
      assertThat(bohr.heard()).hasSize(1);
      assertThat(herd.legacy("Alford", "Bohr", LegacyLink::sent)).isEqualTo(1);
      // It passes on what it hears, also to whom it heard it from.
      Eventually.await()
          .untilAsserted(() ->
              assertThat(herd.legacy("Alford", "Bohr", LegacyLink::ignoredEchoes)).isEqualTo(1));
      assertThat(herd.legacy("Alford", "Bohr", LegacyLink::received)).isEqualTo(2);
      assertThat(herd.legacy("Alford", "Bohr", LegacyLink::rejected)).isZero();
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("ways")
  void whoWasRestartedGetsEverythingAgain(String dialect, String delivery) throws Exception {
    try (var bohr = new ForeignServer("Bohr", dialect);
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", delivery)).isLinked()) {
      bohr.tells(herd.address("Alford"));
      String kiwi = herd.hears("Ball", "IAMAT kiwi +1+1 1479413884");
      String pear = says(bohr, "IAMAT pear +1+1 1479413884");
      isKnownAt(bohr, "kiwi", kiwi);
      herd.isKnownAt(List.of("Ball"), "pear", pear);

      bohr.stop();
      herd.hears("Alford", "IAMAT plum +1+1 1479413884");
      Eventually.await()
          .untilAsserted(() -> assertThat(herd.log("Alford")).anyMatch(isLost("Bohr")));
      String plum = herd.hears("Ball", "IAMAT plum +2+2 1479413885");
      herd.isKnownAt(List.of("Alford"), "plum", plum);
      bohr.start();

      isKnownAt(bohr, "kiwi", kiwi);
      isKnownAt(bohr, "pear", pear);
      isKnownAt(bohr, "plum", plum);
      isQuiet(herd, "Bohr");
      assertThat(bohr.heard()).as("each once, its newest report").hasSize(3);
      assertThat(herd.log("Alford"))
          .filteredOn(line -> line.contains("legacy peer Bohr reached"))
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PER_UPDATE, "line"})
  void whoWasDownCatchesUpWithTheNewestOfEachClient(String delivery) throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at6");
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", delivery))) {
      bohr.stop();
      try (var client = herd.client("Alford")) {
        for (int time = 1; time <= 1000; time++) {
          client.says("IAMAT c" + time % 5 + " +1+1 " + time).hears();
        }
      }
      assertThat(herd.legacy("Alford", "Bohr", LegacyLink::owed)).isLessThanOrEqualTo(5);
      bohr.start();
      for (int client = 0; client < 5; client++) {
        String last = " c" + client + " +1+1 " + (client == 0 ? 1000 : 995 + client);
        Eventually.await()
            .untilAsserted(() -> assertThat(bohr.heard()).anyMatch(line -> line.endsWith(last)));
      }
      isQuiet(herd, "Bohr");
      assertThat(bohr.heard()).hasSize(5);
    }
  }

  /** A ring of two of ours and two of theirs, which pass everything on to whom they had it from. */
  @ParameterizedTest
  @ValueSource(strings = {"at6", "at-path"})
  void aHerdOfBothKindsAgreesAndBecomesQuiet(String dialect) throws Exception {
    try (var bohr = new ForeignServer("Bohr", dialect);
        var curie = new ForeignServer("Curie", dialect);
        var herd =
            TestHerd.withLegacy(
                    dir, bohr.yaml("Alford", PER_UPDATE) + curie.yaml("Ball", PER_UPDATE))
                .isLinked()) {
      bohr.tells(herd.address("Alford")).tells(curie.address());
      curie.tells(herd.address("Ball")).tells(bohr.address());
      int updates = 0;
      for (int time = 1479413884; time < 1479413889; time++) {
        var ats =
            List.of(
                herd.hears("Alford", "IAMAT a +1+1 " + time),
                herd.hears("Ball", "IAMAT b +1+1 " + time),
                says(bohr, "IAMAT c +1+1 " + time),
                says(curie, "IAMAT d +1+1 " + time));
        for (String at : ats) {
          String client = at.split(" ", -1)[3];
          herd.isKnownAt(List.of("Alford", "Ball"), client, at);
          isKnownAt(bohr, client, at);
          isKnownAt(curie, client, at);
        }
        updates += ats.size();
      }
      isQuiet(herd, "Bohr");
      isQuiet(herd, "Curie");
      int toThem = bohr.heard().size() + curie.heard().size();
      long toUs =
          herd.legacy("Alford", "Bohr", LegacyLink::received)
              + herd.legacy("Ball", "Curie", LegacyLink::received);
      assertThat(toThem).as("AT lines to them for %s updates", updates).isLessThan(5 * updates);
      assertThat(toUs)
          .as("AT lines to us for %s updates", updates)
          .isLessThanOrEqualTo(2L * updates);
    }
  }

  @Test
  void oneOfTheirsBetweenTwoOfOursIsQuietToo() throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at6");
        var herd = TestHerd.withLegacy(dir, bohr.yaml("[Alford, Ball]", PER_UPDATE)).isLinked()) {
      bohr.tells(herd.address("Alford")).tells(herd.address("Ball"));
      for (int time = 1479413884; time < 1479413894; time++) {
        String ours = herd.hears("Ball", "IAMAT a +1+1 " + time);
        isKnownAt(bohr, "a", ours);
        String theirs = says(bohr, "IAMAT b +1+1 " + time);
        herd.isKnownAt(List.of("Alford", "Ball"), "b", theirs);
      }
      isQuiet(herd, "Bohr");
      // Of each report of ours one from each, and perhaps one of theirs that both adopted.
      assertThat(bohr.heard().size()).isBetween(10, 40);
    }
  }

  /** Some never close their end, and some reset it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoEndsConnectionsBadlyGetsItsLinesAllTheSame(boolean resets) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var heard = new CopyOnWriteArrayList<String>();
      var _ = threads.submit(() -> readOneLineEach(server, resets, heard));
      String yaml = "  Bohr: {port: %d, neighbour-of: Alford}\n".formatted(server.getLocalPort());
      try (var herd = TestHerd.withLegacy(dir, yaml);
          var client = herd.client("Alford")) {
        for (int i = 0; i < 20; i++) {
          client.says("IAMAT c" + i + " +1+1 1").hears();
        }
        Eventually.await().untilAsserted(() -> assertThat(heard.stream().distinct()).hasSize(20));
        isQuiet(herd, "Bohr");
        assertThat(heard).hasSizeLessThanOrEqualTo(40);
        assertThat(herd.log("Alford")).noneMatch(isLost("Bohr"));
      }
    }
  }

  private static Object readOneLineEach(ServerSocket server, boolean resets, List<String> heard)
      throws IOException {
    var leaked = new ArrayList<Socket>();
    try {
      while (true) {
        Socket socket = server.accept();
        var in = new InputStreamReader(socket.getInputStream(), ISO_8859_1);
        heard.add(new BufferedReader(in).readLine());
        if (resets) {
          socket.setSoLinger(true, 0);
          socket.close();
        } else {
          leaked.add(socket);
        }
      }
    } catch (SocketException e) {
      for (Socket socket : leaked) {
        socket.close();
      }
      return heard; // Stopped.
    }
  }

  @Test
  void nobodyElseCanForgeAReport() throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at6");
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", PER_UPDATE))) {
      String forged = "AT Bohr +0.263873386 kiwi +1+1 1479413884";
      try (var stranger = new TestClient(herd.address("Alford"), "127.0.0.2")) {
        assertThat(stranger.says(forged).hears()).isEqualTo("? " + forged);
      }
      // Bohr is no neighbour of Ball.
      assertThat(herd.hears("Ball", forged)).isEqualTo("? " + forged);
      assertThat(herd.known("Alford")).isZero();
      try (var itself = herd.client("Alford")) {
        assertThat(itself.says(forged).asksFor("kiwi")).isEqualTo(forged);
      }
    }
  }

  @Test
  void aPeerMayBeNamedByItsHostAndKeepItsConnection() throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at6");
        var herd =
            TestHerd.withLegacy(dir, bohr.yaml("Alford", "line"), "legacy.bohr.host=localhost")) {
      try (var kept = herd.client("Alford")) {
        for (int time = 1; time <= 100; time++) {
          kept.says("AT Bohr +0.5 kiwi +1+1 " + time);
        }
        assertThat(kept.asksFor("kiwi")).isEqualTo("AT Bohr +0.5 kiwi +1+1 100");
      }
      isKnownAt(bohr, "pear", herd.hears("Alford", "IAMAT pear +1+1 1"));
    }
  }

  @Test
  void whateverComesFromItsAddressHarmsNothing() throws Exception {
    try (var bohr = new ForeignServer("Bohr", "at7-split");
        var herd = TestHerd.withLegacy(dir, bohr.yaml("Alford", PER_UPDATE)).isLinked()) {
      var random = new Random(1);
      for (int round = 0; round < 100; round++) {
        try (var hostile = herd.client("Alford")) {
          hostile.sends(hostile(random));
          if (random.nextBoolean()) {
            hostile.endsItsSide().waitsForTheEnd();
          } else {
            hostile.resets();
          }
        }
      }
      assertThat(herd.known("Alford")).isZero();
      assertThat(herd.legacy("Alford", "Bohr", LegacyLink::rejected)).isPositive();
      isKnownAt(bohr, "kiwi", herd.hears("Alford", "IAMAT kiwi +1+1 1"));
    }
  }

  private static byte[] hostile(Random random) {
    byte[] noise = new byte[random.nextInt(10_000)];
    random.nextBytes(noise);
    byte[] start =
        switch (random.nextInt(4)) {
          case 0 -> bytes("AT Bohr +0.5 kiwi +91+1 1\n");
          case 1 -> bytes("AT Bohr +0.5 kiwi +1+1 nan\n1479413884.39\nAT ");
          case 2 -> bytes("AT " + "x ".repeat(5000) + "\nAT\n");
          default -> bytes("AT Bohr +0.5 kiwi +1+1 1\0");
        };
    System.arraycopy(start, 0, noise, 0, Math.min(start.length, noise.length));
    return noise;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** What a server of the dialect reads of a report that Ball heard and Alford sends. */
  private static String line(String at, String dialect) {
    String six = Pattern.quote(at);
    return switch (dialect) {
      case "at6", "at7-split" -> six;
      case "at7" -> six + " \\d{10}\\.\\d{9}";
      case "at-sender" -> six + " Alford";
      default -> six + " Ball Alford";
    };
  }

  private static Predicate<String> isLost(String peer) {
    return line -> line.contains("legacy peer " + peer + " not reached: ");
  }

  private static String says(ForeignServer server, String iamat) throws IOException {
    try (var client = new TestClient(server.address())) {
      return client.says(iamat).hears();
    }
  }

  private static void isKnownAt(ForeignServer server, String client, String at) {
    Eventually.await()
        .ignoreExceptions()
        .untilAsserted(() -> {
          try (var asking = new TestClient(server.address())) {
            assertThat(asking.says("WHATSAT " + client + " 10 5").hears()).isEqualTo(at);
          }
        });
  }

  /** Waits until nothing has been sent to the peer, or come from it, for a while. */
  private static void isQuiet(TestHerd herd, String peer) {
    String server = peer.equals("Curie") ? "Ball" : "Alford";
    var before = new AtomicLong(-1);
    Eventually.await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          long now = herd.legacy(server, peer, link -> link.sent() + link.received());
          return before.getAndSet(now) == now && herd.legacy(server, peer, LegacyLink::owed) == 0;
        });
  }
}

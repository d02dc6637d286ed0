package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Signals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code herd} command as an operator has it: processes, signals, ports and files. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class ProcessSystemTest {
  // Shared: the first process builds the index of the places there, which takes seconds.
  @TempDir private static Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsTheHerdInGoodOrder(String signal) throws Exception {
    Signals.assumeHeard(signal);
    try (var herd = new HerdProcess(dir, anyPorts(), "up")) {
      herd.says("The herd is up: 5 servers, 5 links");
      InetSocketAddress alford = herd.clients("Alford");
      InetSocketAddress welsh = herd.clients("Welsh");
      try (var kiwi = new TestClient(alford);
          var asking = new TestClient(welsh)) {
        // The herd of the signal before remembers its client.
        String id = "kiwi." + signal;
        String at = kiwi.says("IAMAT " + id + " +34.068930-118.445127 1479413884").hears();
        Eventually.await().untilAsserted(() -> assertThat(asking.asksFor(id)).isEqualTo(at));
        herd.signal(signal);
        herd.ends(10);
        kiwi.waitsForTheEnd();
      }
      assertThat(herd.out().lines().filter(line -> line.equals("stopped"))).hasSize(1);
      assertThat(herd.err()).isEmpty();
      for (var address : new InetSocketAddress[] {alford, welsh}) {
        try (var socket = new ServerSocket()) {
          socket.setReuseAddress(true);
          socket.bind(address);
        }
      }
      assertThat(Files.readString(dir.resolve("herd-data/log/Alford.log"))).endsWith("stopped\n");
    }
  }

  @Test
  void aPortInUseIsSaidInOneLine() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var variables = anyPorts();
      variables.put("HERD_SERVERS_WELSH_PORT", "" + other.getLocalPort());
      try (var herd = new HerdProcess(dir, variables, "up")) {
        assertThat(herd.ends(30)).isEqualTo(1);
        assertThat(herd.err())
            .matches("herd: port " + other.getLocalPort() + " is in use .*; stop the other .*\n");
        assertThat(herd.out()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "up --config nosuch.yaml, nosuch.yaml: no such file",
    "serve Nobody, server: Nobody (expected one of: Alford"
  })
  void aWrongStartIsSaidInOneLine(String args, String why) throws Exception {
    try (var herd = new HerdProcess(dir, Map.of(), args.split(" ", -1))) {
      assertThat(herd.ends(30)).isEqualTo(1);
      assertThat(herd.err()).startsWith("herd: " + why).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "up", "serve"})
  void helpHasExamples(String command) throws Exception {
    var args = (command + " --help").strip().split(" ", -1);
    try (var herd = new HerdProcess(dir, Map.of(), args)) {
      assertThat(herd.ends(30)).isZero();
      assertThat(herd.out()).contains("Usage: herd", "Examples:");
    }
  }

  /** Bob is dialled by Ann and dials Cid; the one who is dialled starts last. */
  @Test
  void serversInProcessesOfTheirOwnAreAHerdAlsoWhenOneIsKilled() throws Exception {
    int ann = HerdProcess.freePort();
    int bob = HerdProcess.freePort();
    Path file = Files.writeString(dir.resolve("two.yaml"), twoServers(ann, bob));
    String[] config = {"--config", file.toString()};
    try (var first = new HerdProcess(dir, Map.of(), "serve", "Ann", config[0], config[1])) {
      first.says("^Ann is up: clients at 127.0.0.1:" + ann);
      try (var client = new TestClient(address(ann))) {
        String at = client.says("IAMAT kiwi +1-2 3").hears();
        for (int i = 0; i < 2; i++) {
          try (var second = new HerdProcess(dir, Map.of(), "serve", "Bob", config[0], config[1])) {
            second.says("^Bob is up: .*linked with Ann");
            try (var other = new TestClient(address(bob))) {
              Eventually.await()
                  .untilAsserted(() -> assertThat(other.asksFor("kiwi")).isEqualTo(at));
              String there = other.says("IAMAT there" + i + " +1-2 3").hears();
              String name = "there" + i;
              Eventually.await()
                  .untilAsserted(() -> assertThat(client.asksFor(name)).isEqualTo(there));
            }
            second.signal("KILL");
            second.ends(10);
          }
        }
      }
    }
  }

  @Test
  void theOneWhoDialsMayStartLast() throws Exception {
    int ann = HerdProcess.freePort();
    int bob = HerdProcess.freePort();
    Path file = Files.writeString(dir.resolve("reversed.yaml"), twoServers(ann, bob));
    try (var second = new HerdProcess(dir, Map.of(), "serve", "Bob", "-c", file.toString())) {
      second.says("^Bob is up");
      try (var first = new HerdProcess(dir, Map.of(), "serve", "Ann", "-c", file.toString())) {
        first.says("^Ann is up");
        try (var client = new TestClient(address(ann));
            var other = new TestClient(address(bob))) {
          String at = client.says("IAMAT emu +1-2 3").hears();
          Eventually.await().untilAsserted(() -> assertThat(other.asksFor("emu")).isEqualTo(at));
        }
      }
    }
  }

  /** A file where the directory should be: nobody can write there, root neither. */
  @Test
  void aDirectoryThatCannotBeWrittenStopsWhoKeepsAJournal() throws Exception {
    Path file = Files.writeString(dir.resolve("in-the-way"), "");
    var variables = anyPorts();
    variables.put("HERD_DATA_DIR", file.resolve("data").toString());
    try (var herd = new HerdProcess(dir, variables, "up")) {
      herd.ends(60);
      assertThat(herd.err())
          .contains("herd: journal in ", "set another data-dir")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNoReasonToStopWithoutAJournal() throws Exception {
    Path file = Files.writeString(dir.resolve("occupied"), "");
    var variables = anyPorts();
    variables.put("HERD_JOURNAL_DURABILITY", "memory");
    variables.put("HERD_DATA_DIR", file.resolve("data").toString());
    try (var herd = new HerdProcess(dir, variables, "up")) {
      herd.says("The herd is up: 5 servers, 5 links");
      try (var client = new TestClient(herd.clients("Alford"))) {
        client.says("IAMAT kiwi +34.068930-118.445127 1").hears();
        assertThat(client.asksFor("kiwi")).startsWith("AT Alford ");
      }
      assertThat(herd.err())
          .contains("Alford.log cannot be written", "places: no index can be kept in")
          .doesNotContain("\tat ");
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static String twoServers(int ann, int bob) throws Exception {
    return "servers:\n"
        + "  Ann: {port: "
        + ann
        + ", peer-port: "
        + HerdProcess.freePort()
        + ", http-port: 0}\n"
        + "  Bob: {port: "
        + bob
        + ", peer-port: "
        + HerdProcess.freePort()
        + ", http-port: 0}\n"
        + "links:\n  - [Ann, Bob]\n"
        + "peer:\n  reconnect-max: 200 ms\n";
  }

  @Test
  void aDemoMovesItsClientsAndLeavesNothing() throws Exception {
    Signals.assumeHeard("TERM");
    Path kept = dir.resolve("herd-data/demo");
    try (var herd = new HerdProcess(dir, anyPorts(), "up", "--demo-clients", "22")) {
      herd.says("A demo moves 22 clients through 11 cities; watch them at http://127.0.0.1:\\d+/");
      try (var asking = new TestClient(herd.clients("Welsh"))) {
        Eventually.await()
            .untilAsserted(() -> assertThat(asking.asksFor("bus-1.lisbon")).startsWith("AT "));
      }
      assertThat(kept.resolve("Alford")).isDirectory();
      herd.signal("TERM");
      herd.ends(10);
      assertThat(herd.err()).isEmpty();
    }
    assertThat(kept).doesNotExist();
  }

  private static Map<String, String> anyPorts() {
    var variables = new HashMap<String, String>();
    for (String server : new String[] {"ALFORD", "BALL", "HAMILTON", "HOLIDAY", "WELSH"}) {
      variables.put("HERD_SERVERS_" + server + "_PORT", "0");
    }
    return variables;
  }
}

package io.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class BenchTest {
  private static final String[] SHORT = {
    "--clients",
    "100",
    "--connections",
    "4",
    "--warm-up",
    "50 ms",
    "--duration",
    "300 ms",
    "--quiet"
  };

  @TempDir Path directory;

  @Test
  void measuresWhatAHerdBears() throws Exception {
    JsonNode figures = bench("--depth", "4", "--pid", Long.toString(ProcessHandle.current().pid()));

    assertThat(figures.at("/primed/count").asInt()).isEqualTo(100);
    assertThat(figures.at("/measured/count").asLong()).isPositive();
    assertThat(figures.at("/informed/count").asLong())
        .isGreaterThanOrEqualTo(figures.at("/measured/count").asLong());
    assertThat(figures.at("/latency/p99").asDouble()).isPositive();
    assertThat(figures.at("/server/residentBytes").asLong()).isPositive();
  }

  @Test
  void timesTheWayToAllServersAtAFixedRate() throws Exception {
    JsonNode figures = bench("--rate", "1000", "--probes", "20", "--whatsat", "20");

    assertThat(figures.at("/visible/count").asInt()).isEqualTo(6);
    // 300 in the window: what is due is counted, whenever its answer came.
    assertThat(figures.at("/latency/count").asInt()).isBetween(299, 301);
  }

  private JsonNode bench(String... more) throws Exception {
    Path json = directory.resolve("figures.json");
    try (var live = LiveHerd.start(directory)) {
      String servers =
          live.herd().actualConfig().servers().stream()
              .map(ServerConfig::clientAddress)
              .map(Object::toString)
              .collect(Collectors.joining(","));
      Ran ran = run(servers, List.of("--json", json.toString()), List.of(more));
      assertThat(ran.err()).isEmpty();
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).contains("to 2 servers").contains("answered").contains("informed");
    }
    return new JsonMapper().readTree(Files.readString(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'? IAMAT\n' | wrong answer on connection",
        "'AT Alford +0.000000001 other-client-0000001 +34.068930-118.445127 1479413884.392014450\n'"
            + " | wrong answer on connection",
        "'' | the server closed connection",
      })
  void aWrongAnswerMakesItFail(String answer, String told) throws IOException {
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> serve(listener, answer));
      Ran ran = run("127.0.0.1:" + listener.getLocalPort(), List.of(), List.of());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains(told);
    }
  }

  /** Says the answer to the first that comes on each connection, then closes it. */
  private static void serve(ServerSocket listener, String answer) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> {
          try (socket) {
            var _ = socket.getInputStream().read();
            socket.getOutputStream().write(answer.getBytes(UTF_8));
          } catch (IOException _) {
            // The client is gone.
          }
        });
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--to, example.org:80, 1, is not on this machine",
    "--depth, 0, 2, expected: 1 to 10000",
    "--clients, 3, 2, expected: 4 to 100000000",
    "--protocol, http, 2, 'expected: herd, redis or echo'",
    "--duration, -1 s, 2, expected: a duration from 0 s to 1 d",
    "--rate, 0, 2, expected: 0.001 to 100000000",
    "--positions, none.txt, 1, check the path",
  })
  void refusesWrongValuesWithWhatWasExpected(
      String option, String value, int exitCode, String expected) {
    var args = new ArrayList<>(List.of("bench", "--connections", "4", option, value));
    if (!option.equals("--to")) {
      args.addAll(List.of("--to", "127.0.0.1:1"));
    }
    Ran ran = Ran.herd(args.toArray(String[]::new));
    assertThat(ran.err()).contains(expected);
    assertThat(ran.exitCode()).isEqualTo(exitCode);
  }

  private static Ran run(String servers, List<String> some, List<String> more) {
    var args = new ArrayList<>(List.of("bench", "--to", servers));
    args.addAll(List.of(SHORT));
    args.addAll(some);
    args.addAll(more);
    return Ran.herd(args.toArray(String[]::new));
  }
}

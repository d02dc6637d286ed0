package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.replay.StandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class ReplayCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new ReplayCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private int replay(String csv, String... more) throws IOException {
    try (var herd = StandIn.herdOfTwo()) {
      Path path = Files.writeString(directory.resolve("a.csv"), csv);
      var args = new ArrayList<>(List.of(path.toString(), "--quiet", "--to", herd.servers()));
      args.addAll(List.of(more));
      return run(args.toArray(String[]::new));
    }
  }

  @Test
  void replaysAndVerifies() throws IOException {
    assertThat(replay("id,time,lat,lon\nkiwi,5,1,2\nkiwi,4,1,2\n", "--verify")).isZero();
    assertThat(out.toString())
        .contains("rows                 2\n", "accepted             2\n", "older                1")
        .endsWith("verified: 1 clients × 2 servers: all newest\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void failsOnRejectedRowsOnlyIfStrict() throws IOException {
    String csv = "id,time,lat,lon\nkiwi,5,0,0\nkiwi,6,1,2\n";

    assertThat(replay(csv)).isZero();
    assertThat(replay(csv, "--strict")).isEqualTo(1);
    assertThat(replay(csv, "--strict", "--keep-zero")).isZero();
  }

  @Test
  void printsJson() throws IOException {
    assertThat(
            replay(
                "a;b;c;d\nkiwi;2016-08-26 09:00:00;1;2\n",
                "--json",
                "--client-field",
                "a",
                "--time-field",
                "2",
                "--lat-field",
                "c",
                "--lon-field",
                "4",
                "--zone",
                "+03:00",
                "--delimiter",
                ";",
                "--speed",
                "1000",
                "--spread",
                "CLIENTS"))
        .isZero();

    JsonNode replay = new JsonMapper().readTree(out.toString()).get("replay");
    assertThat(replay.at("/counts/accepted").asInt()).isEqualTo(1);
    assertThat(replay.at("/complete").asBoolean()).isTrue();
  }

  @Test
  void looksAtAllFilesBeforeItSends() {
    assertThat(run("none.csv")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("herd: none.csv: no such file; check the path\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--to, herd, 'expected: host:port'",
    "--speed, 0, 'expected: a number above 0, or max'",
    "--spread, all, 'expected: rows or clients'",
    "--window, 100001, 'expected: from 1 to 100000'",
    "--tries, 0, 'expected: from 1 to 100000'",
    "--reply-timeout, -1, 'expected: a duration between 1 ms and 1 d'",
    "--format, kml, 'expected: gpx, csv, geojson or geojsonseq'",
    "--delimiter, ab, 'expected: one character'",
    "--zone, Mars, 'expected: such as Europe/Helsinki'",
  })
  void refusesWrongValuesWithWhatWasExpected(String option, String value, String expected) {
    assertThat(run("a.csv", option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(value).contains(expected);
  }
}

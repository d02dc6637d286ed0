package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's curl commands do what it shows. */
@Timeout(120)
final class ReadmeHttpTest {
  private static final String SECTION = "## For programs: HTTP";
  private static final String PROMPT = "$ ";
  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path dir;

  private record Example(String command, String output) {}

  @Test
  void theCommandsAnswerAsShown() throws Exception {
    assumeTrue(runs("curl --version"), "curl is not installed: the README's examples are not run");
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      for (Example example : examples) {
        String command = example.command;
        for (ServerConfig server : HerdConfig.standard().servers()) {
          int port = server.http().orElseThrow().port();
          command =
              command.replace(":" + port + "/", ":" + herd.http(server.name()).getPort() + "/");
        }
        String output = output(command);
        assertThat(shape(output)).as("%s%n%s", command, output).isEqualTo(shape(example.output));
      }
    }
  }

  private static List<Example> examples() throws IOException {
    Path readme = Path.of(System.getProperty("herd.root", "..")).resolve("README.md");
    List<String> lines = Files.readAllLines(readme);
    var examples = new ArrayList<Example>();
    for (int at = lines.indexOf(SECTION) + 1; !lines.get(at).startsWith("## "); at++) {
      if (lines.get(at).startsWith(PROMPT)) {
        examples.add(new Example(lines.get(at).substring(PROMPT.length()), lines.get(at + 1)));
      }
    }
    return examples;
  }

  /** The answer but for its times and places. */
  private static String shape(String json) {
    JsonNode answer = new JsonMapper().readTree(json);
    return answer.propertyNames()
        + " "
        + answer.findValuesAsString("server")
        + answer.findValuesAsString("heardBy")
        + answer.findValuesAsString("accepted");
  }

  private static boolean runs(String command) throws Exception {
    try {
      return run(command).exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static String output(String command) throws Exception {
    Process process = run(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", command, output).isZero();
    return output;
  }

  private static Process run(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(command).isTrue();
    return process;
  }
}

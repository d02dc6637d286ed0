package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MainTest {

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    var ran = Ran.herd("--help");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("check-config", "send", "Exit codes:", "2", "wrongly");
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamples(String command) {
    var ran = Ran.herd(command, "--help");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Usage: herd " + command, "Examples:", "herd " + command);
  }

  static Set<String> commands() {
    var console = new Console(new ByteArrayInputStream(new byte[0]), System.out, System.err);
    return Main.herd(console).getSubcommands().keySet();
  }

  @Test
  void theVersionNamesHerdAndJava() {
    assertThat(Ran.herd("--version").out()).startsWith("herd ").contains("Java 2");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'herd: Missing required subcommand; see herd --help'",
    "sned, 'herd: sned: unknown (did you mean send?); see herd --help'",
    "send, 'herd: Missing required parameter: ''HOST:PORT''; see herd send --help'",
    "check-config --hepl, 'herd: --hepl: unknown (did you mean --help?); see herd check-config"
        + " --help'",
    "check-config --xyzzy, 'herd: --xyzzy: unknown; see herd check-config --help'",
  })
  void wrongUsageIsOneLineWithTheCure(String args, String said) {
    var ran = Ran.herd(args.isEmpty() ? new String[0] : args.split(" ", -1));
    assertThat(ran.err()).isEqualTo(said + "\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  @Test
  void aStackTraceIsPrintedOnlyWhenAskedFor() {
    assertThat(Ran.herd("check-config", "/no/such/file").err()).doesNotContain("\tat ");
    assertThat(Ran.herd("check-config", "/no/such/file", "--debug").err()).contains("\tat ");
  }
}

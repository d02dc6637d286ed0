package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the source tree tidy; {@code mvn verify -Dtidy.fix=true} rewrites what can be rewritten.
 */
final class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("herd.root", "..")).normalize();
  private static final boolean FIX = Boolean.getBoolean("tidy.fix");
  private static final int LONGEST_FILE = 500;

  private static final Pattern UNWANTED_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl)\\.java");
  private static final Pattern SLEEP = Pattern.compile("(Thread|TimeUnit\\.\\w+)\\.sleep");
  private static final Pattern UNFINISHED = Pattern.compile("TO" + "DO|FIX" + "ME|X" + "XX");

  @Test
  void sourcesAreFormatted() throws Exception {
    var formatter = new Formatter();
    for (Path file : sources(file -> true)) {
      String source = Files.readString(file);
      String formatted =
          RemoveUnusedImports.removeUnusedImports(formatter.formatSourceAndFixImports(source));
      if (FIX && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      } else {
        assertThat(source)
            .as("%s (mvn verify -Dtidy.fix=true formats it)", file)
            .isEqualTo(formatted);
      }
    }
  }

  @Test
  void aFileIsOneReading() throws IOException {
    for (Path file : sources(file -> true)) {
      assertThat(read(file).lines().count()).as("lines of %s", file).isLessThan(LONGEST_FILE);
    }
  }

  @Test
  void namesSayTheJob() throws IOException {
    assertThat(sources(file -> UNWANTED_NAME.matcher(file.toString()).matches())).isEmpty();
  }

  @Test
  void testsWaitOnConditionsAndNeverSleep() throws IOException {
    assertThat(sources(file -> file.toString().contains("/src/test/") && contains(file, SLEEP)))
        .isEmpty();
  }

  @Test
  void nothingIsLeftUndone() throws IOException {
    assertThat(sources(file -> contains(file, UNFINISHED))).isEmpty();
  }

  private static boolean contains(Path file, Pattern pattern) {
    return pattern.matcher(read(file)).find();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .filter(wanted)
          .toList();
    }
  }
}

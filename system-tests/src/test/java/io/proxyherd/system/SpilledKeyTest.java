package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No module that was built before this one has written the tests' key anywhere below its {@code
 * target}: reports, output, logs, data. All tests use the same key; compiled classes and archives
 * have it as a constant.
 */
final class SpilledKeyTest {
  private static final Path ROOT = Path.of(System.getProperty("herd.root", "..")).normalize();

  /** The beginning of the key that all tests use. In two parts, or this test would find itself. */
  private static final String KEY = "AIzaSy" + "Canary";

  private static final int PART = 1 << 16;

  @TempDir private Path directory;

  @Test
  void theKeyOfTheTestsIsInNothingThatTheSuiteWrote() throws IOException {
    var searched = new ArrayList<Path>();
    for (Path target : targets()) {
      searched.addAll(written(target));
    }
    assertThat(searched).isNotEmpty();
    assertThat(holding(searched)).isEmpty();
  }

  @Test
  void aKeyIsFoundWhereverItStands() throws IOException {
    for (int before : List.of(0, 1, PART - KEY.length(), PART - 3, PART, 3 * PART - 1)) {
      Path file = Files.writeString(directory.resolve("log" + before), "x".repeat(before) + KEY);
      assertThat(holding(List.of(file))).containsExactly(file);
    }
    Path clean = Files.writeString(directory.resolve("clean"), KEY.substring(1).repeat(PART));
    assertThat(holding(List.of(clean))).isEmpty();
  }

  private static List<Path> targets() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules.map(module -> module.resolve("target")).filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> written(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".class"))
          .filter(file -> !file.toString().endsWith(".jar"))
          .toList();
    }
  }

  private static List<Path> holding(List<Path> files) throws IOException {
    var holding = new ArrayList<Path>();
    for (Path file : files) {
      if (holdsKey(file)) {
        holding.add(file);
      }
    }
    return holding;
  }

  /** Part by part, with as much of the last part as a key may have begun in. */
  private static boolean holdsKey(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String last = "";
      for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        String text = last + new String(part, ISO_8859_1);
        if (text.contains(KEY)) {
          return true;
        }
        last = text.substring(Math.max(0, text.length() - KEY.length()));
      }
      return false;
    } catch (NoSuchFileException _) {
      return false; // Of a herd that is just being deleted.
    }
  }
}

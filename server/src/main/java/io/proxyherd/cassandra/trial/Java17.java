package io.proxyherd.cassandra.trial;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java 17, which is the newest that Cassandra 5.0 runs on. */
public final class Java17 {
  private static final Path SYSTEM = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"17[.\"]", Pattern.MULTILINE);

  private Java17() {}

  /**
   * Its {@code bin/java}: of JAVA17_HOME if that is set, else of JAVA_HOME, PATH or /usr/lib/jvm.
   *
   * @throws TrialFailure if there is none
   */
  public static Path find() throws TrialFailure {
    return find(System.getenv(), SYSTEM);
  }

  /**
   * As above, with those variables and that directory of JDKs.
   *
   * @throws TrialFailure if there is none
   */
  static Path find(Map<String, String> variables, Path system) throws TrialFailure {
    Optional<String> ordered = Optional.ofNullable(variables.get("JAVA17_HOME"));
    // An order: when it is wrong, another Java would be a surprise.
    List<Path> homes =
        ordered.isPresent() ? List.of(Path.of(ordered.get())) : homes(variables, system);
    return homes.stream()
        .filter(Java17::is17)
        .map(Java17::launcher)
        .findFirst()
        .orElseThrow(() ->
            new TrialFailure(
                "Java 17: none in %s (expected: a JDK 17, on which Cassandra 5.0 runs; install one or set JAVA17_HOME)"
                    .formatted(
                        ordered.isPresent()
                            ? "JAVA17_HOME=" + ordered.get()
                            : "JAVA_HOME, PATH or " + system)));
  }

  private static List<Path> homes(Map<String, String> variables, Path system) {
    var homes = new ArrayList<Path>();
    Optional.ofNullable(variables.get("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
    for (String dir : variables.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      homeOf(Path.of(dir, "java")).ifPresent(homes::add);
    }
    try (Stream<Path> entries = Files.list(system)) {
      homes.addAll(entries.sorted().toList());
    } catch (IOException _) {
      // No such directory on this system.
    }
    return homes;
  }

  /** The directory above that of the launcher to which links from there lead. */
  private static Optional<Path> homeOf(Path java) {
    try {
      return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** By its release file: to start each JVM and ask it takes seconds. */
  private static boolean is17(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() && Files.isExecutable(launcher(home));
    } catch (IOException _) {
      return false;
    }
  }

  private static Path launcher(Path home) {
    return home.resolve("bin").resolve("java");
  }
}

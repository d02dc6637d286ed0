package io.proxyherd.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A source checkout with bin/herd and nothing else that is real: its machine has the Javas and the
 * Maven that a test gives it, and all its paths have a space.
 */
final class Checkout {
  private static final Path HERD =
      Path.of(System.getProperty("herd.root", "..")).resolve("bin/herd");
  private static final List<String> TOOLS =
      List.of(
          "sh awk cat dirname find head ln mkdir mv od readlink rm sed sleep tail touch tr"
              .split(" ", -1));

  final Path machine;
  final Path root;
  final Path jar;

  /** What a launcher printed, and how it ended. */
  record Result(int exitCode, String out, String err) {}

  /** A launcher that runs. */
  record Running(Process process, Path out, Path err) {
    Result result() {
      await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
      return new Result(process.exitValue(), read(out), read(err));
    }
  }

  Checkout(Path dir) throws IOException {
    machine = Files.createDirectories(dir.resolve("a machine"));
    root = Files.createDirectories(machine.resolve("a checkout"));
    jar = root.resolve("server/target/proxyherd.jar");
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("server/src/main"));
    Files.createDirectories(root.resolve("core/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("server/src/main/A.java"), "class A {}");
    script(
        root.resolve("bin/herd"),
        Files.readString(HERD).replaceFirst("(?m)^system=.*$", "system='" + machine + "'"));
    Path bin = Files.createDirectories(machine.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), found(tool));
    }
  }

  private static Path found(String tool) {
    return List.of(Path.of("/usr/bin"), Path.of("/bin")).stream()
        .map(bin -> bin.resolve(tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** A Java of this version, which prints where it is and what it was given. */
  Path java(String where, String version) throws IOException {
    Path home = machine.resolve(where);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        "#!/bin/sh\necho \"" + where + "\"\nfor arg; do echo \"arg $arg\"; done\n");
    return home;
  }

  /** A Maven of this version that counts its builds and then does what the script says. */
  void maven(String version, String script) throws IOException {
    script(
        machine.resolve("bin/mvn"),
        """
        #!/bin/sh
        if [ "$1" = -v ]; then printf '\\033[1mApache Maven %s\\033[m\\nJava: 17\\n'; exit; fi
        cd '%s'
        echo build >> builds
        mkdir -p server/target/classes
        %s
        """
            .formatted(version, root, script));
  }

  /** What a Maven does that builds a whole jar: here, an empty one. */
  static final String WHOLE_JAR =
      "printf 'PK\\005\\006\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'"
          + " > server/target/proxyherd.jar";

  int builds() {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? (int) read(builds).lines().count() : 0;
  }

  Result run(String... args) throws IOException {
    return start(args).result();
  }

  Running start(String... args) throws IOException {
    return start(root.resolve("bin/herd"), List.of(), args);
  }

  /** Starts the launcher with more of an environment: {@code NAME=value}. */
  Running start(Path launcher, List<String> environment, String... args) throws IOException {
    var out = Files.createTempFile(machine, "out", "");
    var err = Files.createTempFile(machine, "err", "");
    var builder = new ProcessBuilder();
    builder.command().add(launcher.toString());
    builder.command().addAll(Arrays.asList(args));
    builder.environment().clear();
    builder.environment().put("PATH", machine.resolve("bin").toString());
    builder.environment().put("HOME", machine.resolve("home").toString());
    environment.forEach(it -> builder.environment().put(it.split("=", 2)[0], it.split("=", 2)[1]));
    builder.directory(machine.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).until(condition);
  }

  static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

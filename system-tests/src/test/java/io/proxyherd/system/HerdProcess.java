package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The {@code herd} command in a process of its own, started from the jar that is shipped. */
final class HerdProcess implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("herd.root", "..")).resolve("server/target/proxyherd.jar");

  /** Small and quick to start; {@code -Dherd.jvm=-Xmx2g} for figures. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          System.getProperty("herd.jvm", "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
              .split(" +", -1));

  private static final int FIRST_PORT = 24_000;
  private static final int PORTS = 1_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  private final Process process;
  private final Path out;
  private final Path err;

  /** Starts it in that directory. */
  HerdProcess(Path dir, Map<String, String> variables, String... args) throws IOException {
    assertThat(JAR).as("the jar, which mvn verify of the whole project builds").exists();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of(args));
    out = Files.createTempFile(dir, "herd", ".out");
    err = Files.createTempFile(dir, "herd", ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("HERD_.*|JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(variables);
    process = builder.start();
  }

  /** Waits until it has printed what matches. */
  MatchResult says(String regex) {
    var pattern = Pattern.compile(regex, Pattern.MULTILINE);
    return Eventually.await()
        .until(
            () -> {
              if (!pattern.matcher(out()).find()) {
                isRunning();
              }
              return pattern.matcher(out()).results().findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** It has not ended by itself. */
  void isRunning() {
    assertThat(process.isAlive()).as("still running; it said: %s%s", out(), err()).isTrue();
  }

  /** Where clients reach the server that {@code herd up} printed in its table. */
  InetSocketAddress clients(String server) {
    var row = says("^ +" + server + " +([\\d.]+):(\\d+) ");
    return new InetSocketAddress(row.group(1), Integer.parseInt(row.group(2)));
  }

  long pid() {
    return process.pid();
  }

  /** Sends it a signal such as INT. */
  void signal(String name) throws Exception {
    int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    assertThat(status).as("kill -%s", name).isZero();
  }

  /** Waits for its end; the exit code. */
  int ends(int seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
        .as("ends within %s s; it said: %s%s", seconds, out(), err())
        .isTrue();
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port that nobody listens at, and that no connection is given while its server is down: the
   * system takes those from 32768 on.
   */
  static int freePort() {
    while (true) {
      int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // In use; the next one, then.
      }
    }
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

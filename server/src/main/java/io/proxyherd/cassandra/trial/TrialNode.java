package io.proxyherd.cassandra.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One node, in a process of its own that ends with this one. For one thread at a time, but for
 * {@link #isRunning} and {@link #answers}.
 */
public final class TrialNode {
  private static final int LAST_LINES = 3;

  private final NodeAddress address;
  private final NodeFiles files;
  private final List<String> command;
  private volatile Optional<Process> process = Optional.empty();

  TrialNode(NodeAddress address, NodeFiles files, List<String> command) {
    this.address = address;
    this.files = files;
    this.command = command;
  }

  /** Where clients reach it. */
  public InetSocketAddress clients() {
    return address.clients();
  }

  /** Where it keeps what it has. */
  public Path dir() {
    return files.dir();
  }

  /** What it says of itself. */
  public Path log() {
    return files.log();
  }

  /** Starts it, with what it has kept. It takes its time until it {@link #answers}. */
  public synchronized void start() throws IOException {
    if (isRunning()) {
      throw new IllegalStateException(address.seed() + ": runs already (expected: a stopped node)");
    }
    files.write();
    process =
        Optional.of(
            new ProcessBuilder(command)
                .directory(files.dir().toFile())
                .redirectErrorStream(true)
                .redirectOutput(files.output().toFile())
                .start());
  }

  /** Whether its process is there, be it paused. */
  public boolean isRunning() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** Whether it serves clients now. */
  public boolean answers() {
    return Greeting.isAnswered(address.clients());
  }

  /** Ends it as a failing power supply does; returns when it is gone. */
  public synchronized void kill() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  /** It does nothing from now on, and keeps its connections: SIGSTOP. */
  public synchronized void pause() throws IOException {
    signal("STOP");
  }

  /** It goes on after {@link #pause}. */
  public synchronized void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    order("kill", "-" + name, Long.toString(pid()));
  }

  /**
   * From now on, until it is started anew, its disk is full: nothing that it writes makes a file
   * longer. Linux only.
   */
  public synchronized void fillDisk() throws IOException {
    order("prlimit", "--pid", Long.toString(pid()), "--fsize=0:");
  }

  private long pid() {
    return process
        .orElseThrow(() -> new IllegalStateException(address.seed() + ": was never started"))
        .pid();
  }

  private static void order(String... command) throws IOException {
    int status = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(
          "%s: exit code %d (expected: 0)".formatted(String.join(" ", command), status));
    }
  }

  /** What it said last, for one who wonders why it ended. */
  String lastWords() {
    try {
      Path said =
          Files.exists(files.output()) && Files.size(files.output()) > 0
              ? files.output()
              : files.log();
      List<String> lines = Files.readAllLines(said);
      return String.join(
          " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

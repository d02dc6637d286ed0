package io.proxyherd.cassandra.trial;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    long pid = process.orElseThrow(() -> new IllegalStateException("never started")).pid();
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    int status = kill.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("kill -%s %d: exit code %d (expected: 0)".formatted(name, pid, status));
    }
  }

  /** Asks it to end in order; it takes some seconds. */
  synchronized void end() {
    process.ifPresent(Process::destroy);
  }

  /** Waits until it has ended, so long at most, and then kills it. */
  synchronized void awaitEnd(Duration limit) {
    try {
      if (process.isPresent() && !process.get().waitFor(limit.toNanos(), NANOSECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
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

package io.proxyherd.cassandra.trial;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some nodes of Cassandra on this machine, started together. They end when this is closed, and also
 * when this process is gone, even by {@code kill -9}; only one that is paused then stays until
 * somebody lets it go on.
 */
public final class TrialCluster implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final TrialSettings settings;
  private final FileChannel lock;
  private final List<TrialNode> nodes;

  private TrialCluster(TrialSettings settings, FileChannel lock, List<TrialNode> nodes) {
    this.settings = settings;
    this.lock = lock;
    this.nodes = nodes;
  }

  /**
   * Starts all nodes; with what they have kept, if anything.
   *
   * @throws TrialFailure if there is no JDK 17, no library, or another uses the directory or an
   *     address; then none is started
   */
  public static TrialCluster start(TrialSettings settings) throws TrialFailure {
    Path java = Java17.find();
    checkLibraries(settings.libraries());
    for (NodeAddress node : settings.nodes()) {
      checkIsFree(node.clients());
      checkIsFree(node.nodes());
    }
    FileChannel lock = lock(settings.dir());
    var cluster =
        new TrialCluster(
            settings,
            lock,
            IntStream.range(0, settings.nodes().size())
                .mapToObj(index -> node(settings, index, java))
                .toList());
    try {
      for (TrialNode node : cluster.nodes) {
        node.start();
      }
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new TrialFailure("Cassandra: cannot be started: " + e.getMessage(), e);
    }
  }

  private static TrialNode node(TrialSettings settings, int index, Path java) {
    var files = new NodeFiles(settings, index);
    return new TrialNode(
        settings.nodes().get(index), files, NodeCommand.of(java, settings.libraries(), files));
  }

  /**
   * Whether nodes could be started from there on this machine.
   *
   * @throws TrialFailure if not
   */
  public static void check(Path libraries) throws TrialFailure {
    var _ = Java17.find();
    checkLibraries(libraries);
  }

  private static void checkLibraries(Path libraries) throws TrialFailure {
    try (Stream<Path> jars = Files.list(libraries)) {
      if (jars.anyMatch(jar -> String.valueOf(jar.getFileName()).startsWith("cassandra-all-"))) {
        return;
      }
    } catch (IOException _) {
      // No such directory.
    }
    throw new TrialFailure(
        "Cassandra's libraries: none in %s (expected: cassandra-all and what it needs; mvn -f cassandra/pom.xml verify copies them there)"
            .formatted(libraries));
  }

  private static void checkIsFree(InetSocketAddress address) throws TrialFailure {
    try (var _ = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      // It is.
    } catch (IOException e) {
      throw new TrialFailure(
          "Cassandra: %s:%d: %s (expected: a free port of this machine; stop what listens there or choose another port)"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  private static FileChannel lock(Path dir) throws TrialFailure {
    try {
      Files.createDirectories(dir);
      FileChannel lock =
          FileChannel.open(
              dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(lock)) {
        return lock;
      }
      lock.close();
    } catch (IOException e) {
      throw new TrialFailure("Cassandra: %s: %s".formatted(dir, e), e);
    }
    throw new TrialFailure("Cassandra: others run in %s; stop them first".formatted(dir));
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** All of them, in the order of the settings. */
  public List<TrialNode> nodes() {
    return nodes;
  }

  /** Where clients reach them, {@code host:port}. */
  public List<String> contactPoints() {
    return settings.nodes().stream().map(node -> node.host() + ":" + node.clientPort()).toList();
  }

  /**
   * Waits until every node that was started serves clients.
   *
   * @throws TrialFailure if one has ended, or does not within that time
   * @throws InterruptedException if interrupted meanwhile
   */
  public void awaitAnswers(Duration limit) throws TrialFailure, InterruptedException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    for (TrialNode node : nodes) {
      while (!node.answers()) {
        if (!node.isRunning()) {
          throw new TrialFailure(
              "Cassandra: the node of %s ended by itself: %s (the whole of it is in %s)"
                  .formatted(node.clients(), node.lastWords(), node.dir()));
        }
        if (System.nanoTime() - deadlineNanos > 0) {
          throw new TrialFailure(
              "Cassandra: the node of %s does not answer within %d s (expected: a machine with more than %s left; its log is %s)"
                  .formatted(node.clients(), limit.toSeconds(), "2 GB", node.log()));
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  /**
   * Ends all at once, as a failing power supply does: that takes no time, and what they have
   * acknowledged is on the medium.
   */
  @Override
  public void close() {
    nodes.forEach(TrialNode::kill);
    unlock();
  }

  private void unlock() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return contactPoints().stream().collect(joining(", "));
  }
}

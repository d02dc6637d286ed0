package io.proxyherd.ops;

import io.proxyherd.config.Durability;
import io.proxyherd.config.JournalSettings;
import io.proxyherd.disk.DiskFigures;
import io.proxyherd.disk.FileDisk;
import io.proxyherd.disk.JournalThreads;
import io.proxyherd.disk.MeteredDisk;
import io.proxyherd.journal.Disk;
import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.journal.Recovery;
import io.proxyherd.node.Node;
import io.proxyherd.store.Origin;
import io.proxyherd.transport.HerdServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A running server's journal: its directory, which is locked, and the threads that work on it. */
final class ServerJournal implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MIB = 1 << 20;

  private final FileDisk files;
  private final MeteredDisk metered;
  private final JournalThreads threads;

  private ServerJournal(FileDisk files, MeteredDisk metered, JournalThreads threads) {
    this.files = files;
    this.metered = metered;
    this.threads = threads;
  }

  /**
   * Gives the server back what it had, and keeps from here on what it learns. To be called before
   * it listens.
   *
   * @param disks makes the journal's disk from that on the file system
   * @throws JournalFailure if that is not possible, with the cure
   */
  static ServerJournal open(
      JournalSettings settings,
      Path directory,
      UnaryOperator<Disk> disks,
      HerdServer server,
      ServerLog log)
      throws JournalFailure {
    try {
      FileDisk files = FileDisk.open(directory);
      var disk = new MeteredDisk(disks.apply(files), directory);
      try {
        JournalThreads threads = server.ask(node -> open(settings, disk, node, server, log)).join();
        return new ServerJournal(files, disk, threads);
      } catch (CompletionException e) {
        files.close();
        if (e.getCause() instanceof UncheckedIOException failed) {
          throw new JournalFailure(directory, Objects.requireNonNull(failed.getCause()));
        }
        throw e;
      }
    } catch (JournalFailure e) {
      throw e;
    } catch (IOException e) {
      throw new JournalFailure(directory, e);
    }
  }

  private static JournalThreads open(
      JournalSettings settings, Disk disk, Node node, HerdServer server, ServerLog log) {
    Origin writer = node.neighbourhood().origin();
    boolean sync = settings.durability() == Durability.SYNC;
    Recovered recovered = recover(disk, node, log);
    var threads =
        new JournalThreads(disk, writer, sync, settings.syncInterval(), new OnLoop(server));
    var _ =
        node.keepJournal(new JournalRules(sync, settings.checkpointMinBytes()), recovered, threads);
    threads.start();
    return threads;
  }

  private static Recovered recover(Disk disk, Node node, ServerLog log) {
    long start = System.nanoTime();
    Recovered recovered;
    try {
      recovered =
          Recovery.run(disk, node.neighbourhood().origin().server(), node.neighbourhood()::restore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    recovered
        .damage()
        .ifPresent(damage ->
            log.error(
                "journal_damaged",
                "journal damaged: "
                    + damage
                    + "; what verifies is kept, the rest comes from the neighbours"));
    if (recovered.cutBytes() > 0) {
      log.warn(
          "journal_cut",
          "journal cut by " + recovered.cutBytes() + " bytes that a crash left half-written",
          new LogFact("bytes", recovered.cutBytes()));
    }
    log.info(
        "recovered",
        "recovered %,d clients from %,d bytes (%.1f MiB) in %.3f s"
            .formatted(
                node.store().size(),
                recovered.bytes(),
                recovered.bytes() / BYTES_PER_MIB,
                (System.nanoTime() - start) / NANOS_PER_SECOND),
        new LogFact("clients", node.store().size()),
        new LogFact("bytes", recovered.bytes()));
    return recovered;
  }

  /** What its disk has done. */
  DiskFigures disk() {
    return metered.read();
  }

  /** Writes and syncs what is left. */
  @Override
  public void close() {
    // A disk that hangs keeps the lock until the process ends.
    if (threads.close()) {
      try {
        files.close();
      } catch (IOException _) {
        // The lock ends with the process.
      }
    }
  }

  /** Brings what the disk's threads say to the node's. */
  private record OnLoop(HerdServer server) implements DiskEvents {
    @Override
    public void onWritten(long lsn) {
      tell(journal -> journal.onWritten(lsn));
    }

    @Override
    public void onSynced(long lsn) {
      tell(journal -> journal.onSynced(lsn));
    }

    @Override
    public void onRolled(long lsn) {
      tell(journal -> journal.onRolled(lsn));
    }

    @Override
    public void onCheckpointPart() {
      tell(JournalWriter::onCheckpointPart);
    }

    @Override
    public void onCheckpointEnd(long lsn, long bytes) {
      tell(journal -> journal.onCheckpointEnd(lsn, bytes));
    }

    @Override
    public void onFailed(String reason) {
      tell(journal -> journal.onFailed(reason));
    }

    @Override
    public void onLost(String reason) {
      tell(journal -> journal.onLost(reason));
    }

    private void tell(Consumer<JournalWriter> event) {
      server.tell(node -> node.journal().ifPresent(event));
    }
  }
}

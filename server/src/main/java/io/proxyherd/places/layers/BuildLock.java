package io.proxyherd.places.layers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to change a directory of indexes, held by one thread of one process at a time and given
 * back by the operating system when the process dies. Owned by the thread that took it.
 */
public final class BuildLock implements Closeable {
  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();

  /** A file lock excludes other processes only; within a process it is an error to ask twice. */
  private static final Map<Path, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

  private final FileChannel file;
  private final ReentrantLock withinProcess;

  private BuildLock(FileChannel file, ReentrantLock withinProcess) {
    this.file = file;
    this.withinProcess = withinProcess;
  }

  /** Waits for the lock, at most as long as given. */
  public static BuildLock take(Path path, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    ReentrantLock withinProcess =
        WITHIN_PROCESS.computeIfAbsent(path.toAbsolutePath(), _ -> new ReentrantLock());
    enter(withinProcess, path, patience);
    try {
      return new BuildLock(lock(path, deadline), withinProcess);
    } catch (IOException | RuntimeException e) {
      withinProcess.unlock();
      throw e;
    }
  }

  private static void enter(ReentrantLock withinProcess, Path path, Duration patience)
      throws IOException {
    try {
      if (!withinProcess.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw heldTooLong(path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + path);
    }
  }

  private static FileChannel lock(Path path, long deadline) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (file.tryLock() == null) {
        if (System.nanoTime() - deadline > 0) {
          throw heldTooLong(path);
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static IOException heldTooLong(Path path) {
    return new IOException(path + " is held by another build that does not end");
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      withinProcess.unlock();
    }
  }
}

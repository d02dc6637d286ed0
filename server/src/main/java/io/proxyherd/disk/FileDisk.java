package io.proxyherd.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.proxyherd.journal.Disk;
import io.proxyherd.journal.JournalRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system that this process alone uses. Written with {@code write()}, never
 * mapped: a full disk must be an exception, not a signal.
 */
public final class FileDisk implements Disk, AutoCloseable {
  private static final String LOCK = "lock";

  private record FileOutput(FileChannel channel) implements Output {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private final Path directory;
  private final FileChannel lock;

  private FileDisk(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the directory, which is made if it is not there.
   *
   * @throws JournalRefused if another process, or another server of this one, has it
   */
  public static FileDisk open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock = FileChannel.open(directory.resolve(LOCK), CREATE, WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new JournalRefused(
          "data directory "
              + directory
              + " is in use by another server; stop that one or set another data-dir");
    }
    return new FileDisk(directory, lock);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      // Held until the channel is closed.
      @Nullable FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public int read(String name, long at, ByteBuffer into) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(name), READ)) {
      return Math.max(0, channel.read(into, at));
    }
  }

  @Override
  public Output create(String name) throws IOException {
    return new FileOutput(
        FileChannel.open(directory.resolve(name), CREATE, TRUNCATE_EXISTING, WRITE));
  }

  @Override
  public void truncate(String name, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(name), WRITE)) {
      channel.truncate(length).force(true);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  /** Gives the directory free. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}

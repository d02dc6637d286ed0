package io.proxyherd.demo;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a demonstration, so that its clients never mix with others': empty when it
 * begins, gone when it ends. One that was killed leaves it to the next.
 */
public final class DemoDirectory implements AutoCloseable {
  /** Only where this is, things are deleted: the directory might be somebody else's. */
  private static final String MARK = "demo.lock";

  private final Path path;
  private final FileChannel lock;

  private DemoDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes it, and empties it.
   *
   * @throws IOException if it cannot be had: what is wrong, with the cure
   */
  public static DemoDirectory take(Path path) throws IOException {
    Files.createDirectories(path);
    Path mark = path.resolve(MARK);
    if (!Files.exists(mark) && !isEmpty(path)) {
      throw new IOException(
          path + ": holds something else (expected: no such directory); move it away");
    }
    FileChannel lock = FileChannel.open(mark, CREATE, WRITE);
    if (!isTaken(lock)) {
      lock.close();
      throw new IOException(path + ": another demo is running there; stop it first");
    }
    var directory = new DemoDirectory(path, lock);
    directory.empty();
    return directory;
  }

  public Path path() {
    return path;
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    empty();
    Files.deleteIfExists(path.resolve(MARK));
    lock.close();
    Files.deleteIfExists(path);
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Of all but the mark; what is linked to stays. */
  private void empty() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(path.resolve(MARK))) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!directory.equals(path)) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

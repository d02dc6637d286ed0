package io.proxyherd.places.formats;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Longs in a temporary file: first appended, then, once frozen, read and changed anywhere. Mapped
 * into memory rather than kept on the heap. Not thread-safe: for the thread that made it.
 */
final class LongFile implements AutoCloseable {
  private static final int LONGS_BUFFERED = 8 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(LONGS_BUFFERED * Long.BYTES).order(ByteOrder.nativeOrder());
  private final Arena arena = Arena.ofConfined();

  private MemorySegment mapped = MemorySegment.NULL;
  private long size;

  LongFile(Path directory) throws IOException {
    path = Files.createTempFile(directory, "places-", ".longs");
    channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  void append(long value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.putLong(value);
    size++;
  }

  /** Ends the appending. */
  void freeze() throws IOException {
    flush();
    mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size * Long.BYTES, arena);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** How many longs there are. */
  long size() {
    return size;
  }

  long at(long index) {
    return mapped.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  void set(long index, long value) {
    mapped.setAtIndex(ValueLayout.JAVA_LONG, index, value);
  }

  /** Deletes the file. */
  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
    Files.deleteIfExists(path);
  }
}

package io.proxyherd.system;

import io.proxyherd.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A disk that is full from a moment on. */
record FullDisk(Disk disk, AtomicBoolean isFull) implements Disk {
  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public int read(String name, long at, ByteBuffer into) throws IOException {
    return disk.read(name, at, into);
  }

  @Override
  public Output create(String name) throws IOException {
    failIfFull();
    Output output = disk.create(name);
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        failIfFull();
        output.write(bytes);
      }

      @Override
      public void sync() throws IOException {
        output.sync();
      }

      @Override
      public void close() throws IOException {
        output.close();
      }
    };
  }

  private void failIfFull() throws IOException {
    if (isFull.get()) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void truncate(String name, long length) throws IOException {
    disk.truncate(name, length);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    disk.syncDirectory();
  }
}

package io.proxyherd.cli;

import io.proxyherd.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk that, from some moment on, takes everything but a sync. */
final class DiskWithoutSync implements Disk {
  private final Disk disk;
  private volatile boolean failing;

  DiskWithoutSync(Disk disk) {
    this.disk = disk;
  }

  /** From now on no sync succeeds. */
  void fails() {
    failing = true;
  }

  private void fail() throws IOException {
    if (failing) {
      throw new IOException("Input/output error");
    }
  }

  private final class FileOutput implements Output {
    private final Output output;

    FileOutput(Output output) {
      this.output = output;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      output.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      fail();
      output.sync();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

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
    return new FileOutput(disk.create(name));
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
    fail();
    disk.syncDirectory();
  }
}

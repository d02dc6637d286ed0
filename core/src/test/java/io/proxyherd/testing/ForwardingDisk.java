package io.proxyherd.testing;

import io.proxyherd.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Another disk, for tests in which something of it fails. */
public abstract class ForwardingDisk implements Disk {
  private final Disk disk;

  protected ForwardingDisk(Disk disk) {
    this.disk = disk;
  }

  /** Called before a file is created and before each write. */
  protected void beforeWrite() throws IOException {}

  /** Called before each sync of a file or of the directory. */
  protected void beforeSync() throws IOException {}

  private final class ForwardingOutput implements Output {
    private final Output output;

    ForwardingOutput(Output output) {
      this.output = output;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      beforeWrite();
      output.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      beforeSync();
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
    beforeWrite();
    return new ForwardingOutput(disk.create(name));
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
    beforeSync();
    disk.syncDirectory();
  }
}

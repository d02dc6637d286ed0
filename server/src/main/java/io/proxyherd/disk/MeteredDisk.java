package io.proxyherd.disk;

import io.proxyherd.journal.Disk;
import io.proxyherd.time.LatencyHistogram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Another disk, whose work is counted and measured. Safe for many threads if that one is. */
public final class MeteredDisk implements Disk {
  private interface Work<T> {
    T run() throws IOException;
  }

  private interface Deed {
    void run() throws IOException;
  }

  private final Disk disk;
  private final Path directory;
  private final LongAdder writtenBytes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LatencyHistogram syncs = new LatencyHistogram();

  /**
   * @param directory where that disk's files are
   */
  public MeteredDisk(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** What it has done so far. */
  public DiskFigures read() {
    long free = 0;
    long size = 0;
    try {
      FileStore store = Files.getFileStore(directory);
      free = store.getUsableSpace();
      size = store.getTotalSpace();
    } catch (IOException _) {
      // Unknown.
    }
    synchronized (syncs) {
      return new DiskFigures(writtenBytes.sum(), syncs.read(), failures.sum(), free, size);
    }
  }

  private final class MeteredOutput implements Output {
    private final Output output;

    MeteredOutput(Output output) {
      this.output = output;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      attempt(() -> output.write(bytes));
      writtenBytes.add(length);
    }

    @Override
    public void sync() throws IOException {
      measureSync(output::sync);
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  @Override
  public List<String> list() throws IOException {
    return attempt(disk::list);
  }

  @Override
  public int read(String name, long at, ByteBuffer into) throws IOException {
    return attempt(() -> disk.read(name, at, into));
  }

  @Override
  public Output create(String name) throws IOException {
    return new MeteredOutput(attempt(() -> disk.create(name)));
  }

  @Override
  public void truncate(String name, long length) throws IOException {
    attempt(() -> disk.truncate(name, length));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    attempt(() -> disk.rename(from, to));
  }

  @Override
  public void delete(String name) throws IOException {
    attempt(() -> disk.delete(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    measureSync(disk::syncDirectory);
  }

  private void measureSync(Deed sync) throws IOException {
    long start = System.nanoTime();
    attempt(sync);
    long took = System.nanoTime() - start;
    synchronized (syncs) {
      syncs.record(took, 1);
    }
  }

  private void attempt(Deed deed) throws IOException {
    try {
      deed.run();
    } catch (IOException e) {
      failures.increment();
      throw e;
    }
  }

  private <T> T attempt(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException e) {
      failures.increment();
      throw e;
    }
  }
}

package io.proxyherd.testing;

import io.proxyherd.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk with a page cache: what is not synced may be lost, kept in part or torn when the power
 * goes. It can be told which operation fails, or that the power goes at it.
 */
public final class SimulatedDisk implements Disk {
  /** The power went; the machine does nothing more. */
  public static final class PowerLoss extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private int synced;

    private Content copy() {
      var copy = new Content();
      copy.bytes = bytes.clone();
      copy.synced = synced;
      return copy;
    }
  }

  private Map<String, Content> files = new TreeMap<>();
  // What the directory was like since it was synced, oldest first.
  private final List<Map<String, Content>> names = new ArrayList<>(List.of(new TreeMap<>()));
  private long operations;
  private long failAt = Long.MAX_VALUE;
  private long failUntil = Long.MAX_VALUE;
  private long dieAt = Long.MAX_VALUE;
  private boolean syncsFail;
  private boolean full;

  /** How many operations there were. */
  public long operations() {
    return operations;
  }

  /** The n-th operation from the start fails, and so many after it. */
  public void failAt(long n, long times) {
    failAt = n;
    failUntil = n + times;
  }

  /** There is no room for a byte more, or there is again. */
  public void fill(boolean noRoom) {
    full = noRoom;
  }

  /** The power goes at the n-th operation. */
  public void dieAt(long n) {
    dieAt = n;
  }

  /** No sync succeeds any more. */
  public void breakSyncs() {
    syncsFail = true;
  }

  /** The disk after the process was killed: all that was written is there, if only in the cache. */
  public SimulatedDisk afterKill() {
    var disk = new SimulatedDisk();
    files.forEach((name, content) -> disk.files.put(name, content.copy()));
    disk.names.set(0, new TreeMap<>(disk.files));
    return disk;
  }

  /** The disk after the power came back. */
  public SimulatedDisk afterPowerLoss(Random random) {
    var disk = new SimulatedDisk();
    names
        .get(random.nextInt(names.size()))
        .forEach((name, content) -> disk.files.put(name, remains(content, random)));
    disk.names.set(0, new TreeMap<>(disk.files));
    return disk;
  }

  /** The names and bytes of all files. */
  public Map<String, byte[]> contents() {
    var contents = new TreeMap<String, byte[]>();
    files.forEach((name, content) -> contents.put(name, content.bytes));
    return contents;
  }

  /** The bytes of a file. */
  public byte[] bytes(String name) throws IOException {
    return file(name).bytes;
  }

  /** Puts a file there, safe on the medium. */
  public void put(String name, byte[] bytes) {
    var content = new Content();
    content.bytes = bytes;
    content.synced = bytes.length;
    files.put(name, content);
    names.clear();
    names.add(new TreeMap<>(files));
  }

  @Override
  public List<String> list() throws IOException {
    count();
    return List.copyOf(files.keySet());
  }

  @Override
  public int read(String name, long at, ByteBuffer into) throws IOException {
    count();
    byte[] bytes = file(name).bytes;
    int length = Math.clamp(bytes.length - at, 0, into.remaining());
    into.put(bytes, (int) Math.min(at, bytes.length), length);
    return length;
  }

  @Override
  public Output create(String name) throws IOException {
    count();
    var content = new Content();
    files.put(name, content);
    names.add(new TreeMap<>(files));
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        byte[] more = new byte[bytes.remaining()];
        bytes.get(more);
        try {
          count();
          if (full) {
            throw new IOException("no space left on device");
          }
        } catch (IOException e) {
          append(content, Arrays.copyOf(more, more.length / 2));
          throw e;
        }
        append(content, more);
      }

      @Override
      public void sync() throws IOException {
        count();
        checkSync();
        content.synced = content.bytes.length;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void truncate(String name, long length) throws IOException {
    count();
    Content content = file(name);
    content.bytes = Arrays.copyOf(content.bytes, (int) length);
    content.synced = (int) length;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    count();
    Content content = file(from);
    files.remove(from);
    files.put(to, content);
    names.add(new TreeMap<>(files));
  }

  @Override
  public void delete(String name) throws IOException {
    count();
    file(name);
    files.remove(name);
    names.add(new TreeMap<>(files));
  }

  @Override
  public void syncDirectory() throws IOException {
    count();
    checkSync();
    names.clear();
    names.add(new TreeMap<>(files));
  }

  private static void append(Content content, byte[] more) {
    int length = content.bytes.length;
    content.bytes = Arrays.copyOf(content.bytes, length + more.length);
    System.arraycopy(more, 0, content.bytes, length, more.length);
  }

  /** Some of what was not synced, and perhaps a page of it that never arrived. */
  private static Content remains(Content content, Random random) {
    int unsynced = content.bytes.length - content.synced;
    Content remains = content.copy();
    remains.bytes = Arrays.copyOf(content.bytes, content.synced + random.nextInt(unsynced + 1));
    if (random.nextBoolean() && remains.bytes.length > content.synced) {
      int from = content.synced + random.nextInt(remains.bytes.length - content.synced);
      int to = from + random.nextInt(remains.bytes.length - from + 1);
      Arrays.fill(remains.bytes, from, to, (byte) 0);
    }
    remains.synced = remains.bytes.length;
    return remains;
  }

  private Content file(String name) throws IOException {
    Content content = files.get(name);
    if (content == null) {
      throw new IOException("no such file: " + name);
    }
    return content;
  }

  private void count() throws IOException {
    long number = operations++;
    if (number >= dieAt) {
      throw new PowerLoss();
    }
    if (number >= failAt && number < failUntil) {
      throw new IOException("operation " + number + " fails");
    }
  }

  private void checkSync() throws IOException {
    if (syncsFail) {
      throw new IOException("medium error");
    }
  }
}

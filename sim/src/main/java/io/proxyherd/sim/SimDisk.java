package io.proxyherd.sim;

import io.proxyherd.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk with a page cache: what a process has written survives the process, what is not synced may
 * be gone, kept in part or torn when the power goes. It can be full, fail to sync and, worst, lie.
 */
final class SimDisk implements Disk {
  /** The process ended in the middle of an operation. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super(null, null, false, false);
    }
  }

  private static final class Content {
    private byte[] bytes = new byte[256];
    private int length;
    private int synced;
    // What it says is not what was written.
    private boolean damaged;
    // After a failed sync the cache calls clean what never came to the medium.
    private boolean forgotten;

    private void append(byte[] more, int count) {
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
      }
      System.arraycopy(more, 0, bytes, length, count);
      length += count;
    }

    private void cut(int newLength) {
      Arrays.fill(bytes, newLength, length, (byte) 0);
      length = newLength;
      synced = Math.min(synced, newLength);
    }
  }

  /** What becomes of the next write. */
  private enum Lie {
    NONE,
    LOSE,
    MISDIRECT
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final SplittableRandom random;
  private Map<String, Content> files = new TreeMap<>();
  private Map<String, Content> syncedFiles = Map.of();
  // What was done to the directory since it was synced; each may survive without the others.
  private final List<Consumer<Map<String, Content>>> unsyncedNames = new ArrayList<>();
  private long operationsLeft = NEVER;
  private boolean full;
  private boolean syncFails;
  private boolean hasFailedToSync;
  private Lie lie = Lie.NONE;

  SimDisk(SplittableRandom random) {
    this.random = random;
  }

  /** There is no room for a byte more, or there is again. */
  void fill(boolean noRoom) {
    full = noRoom;
  }

  /** The next sync of a file fails. */
  void failNextSync() {
    syncFails = true;
  }

  /** The next write is lost, and nobody is told. */
  void loseNextWrite() {
    lie = Lie.LOSE;
  }

  /** The next write goes elsewhere, and nobody is told. */
  void misdirectNextWrite() {
    lie = Lie.MISDIRECT;
  }

  /** Does what it is asked from now on. */
  void behave() {
    full = false;
    syncFails = false;
    lie = Lie.NONE;
  }

  /** The process ends after so many operations: the next one is done in part, and throws. */
  void stopAfter(long operations) {
    operationsLeft = operations;
  }

  /** Another process takes over. */
  void startAgain() {
    operationsLeft = NEVER;
    hasFailedToSync = false;
  }

  /** Whether this process was told that a sync has failed: after that it can rely on none. */
  boolean hasFailedToSync() {
    return hasFailedToSync;
  }

  /** Flips a bit of some file, if there is any. */
  void flipBit() {
    List<Content> flippable = files.values().stream().filter(file -> file.length > 0).toList();
    if (flippable.isEmpty()) {
      return;
    }
    Content file = flippable.get(random.nextInt(flippable.size()));
    file.bytes[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    file.damaged = true;
  }

  /** Whether some file says something else than was written. */
  boolean isDamaged() {
    return files.values().stream().anyMatch(file -> file.damaged);
  }

  /** Whether a power loss now can take what was synced after a sync that failed. */
  boolean isForgetful() {
    return files.values().stream().anyMatch(file -> file.forgotten && file.synced < file.length);
  }

  /** The power goes, and comes back. */
  void losePower() {
    files = new TreeMap<>(syncedFiles);
    unsyncedNames.stream()
        .filter(_ -> random.nextBoolean())
        .forEach(change -> change.accept(files));
    files.values().forEach(this::loseCache);
    rememberNames();
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public int read(String name, long at, ByteBuffer into) throws IOException {
    Content file = file(name);
    int length = Math.clamp(file.length - at, 0, into.remaining());
    into.put(file.bytes, (int) Math.min(at, file.length), length);
    return length;
  }

  @Override
  public Output create(String name) {
    begin();
    var file = new Content();
    change(names -> names.put(name, file));
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        SimDisk.this.write(file, bytes);
      }

      @Override
      public void sync() throws IOException {
        SimDisk.this.sync(file);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void truncate(String name, long length) throws IOException {
    begin();
    Content file = file(name);
    file.cut((int) length);
    sync(file);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    begin();
    Content file = file(from);
    change(names -> {
      names.remove(from);
      names.put(to, file);
    });
  }

  @Override
  public void delete(String name) throws IOException {
    begin();
    file(name);
    change(names -> names.remove(name));
  }

  @Override
  public void syncDirectory() {
    begin();
    rememberNames();
  }

  private void change(Consumer<Map<String, Content>> names) {
    names.accept(files);
    unsyncedNames.add(names);
  }

  private void rememberNames() {
    syncedFiles = new TreeMap<>(files);
    unsyncedNames.clear();
  }

  private void write(Content file, ByteBuffer buffer) throws IOException {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    boolean stops = operationsLeft == 0;
    if (stops || full) {
      file.append(bytes, random.nextInt(bytes.length + 1));
      begin();
      throw new IOException("no space left on device");
    }
    begin();
    switch (lie) {
      case NONE -> file.append(bytes, bytes.length);
      case LOSE -> lose(file, bytes);
      case MISDIRECT -> misdirect(file, bytes);
    }
    lie = Lie.NONE;
  }

  /** The file may have grown all the same. */
  private void lose(Content file, byte[] bytes) {
    file.damaged = true;
    if (random.nextBoolean()) {
      file.append(new byte[bytes.length], bytes.length);
    }
  }

  private void misdirect(Content file, byte[] bytes) {
    lose(file, bytes);
    List<Content> all = List.copyOf(files.values());
    Content victim = all.get(random.nextInt(all.size()));
    int at = random.nextInt(victim.length + 1);
    int count = Math.min(bytes.length, victim.length - at);
    System.arraycopy(bytes, 0, victim.bytes, at, count);
    victim.damaged = true;
  }

  private void sync(Content file) throws IOException {
    begin();
    if (syncFails) {
      syncFails = false;
      file.forgotten = true;
      hasFailedToSync = true;
      throw new IOException("medium error");
    }
    if (!file.forgotten) {
      file.synced = file.length;
    }
  }

  /** Some of what was not synced remains, and perhaps a page of it never arrived. */
  private void loseCache(Content file) {
    int unsynced = file.length - file.synced;
    if (unsynced > 0) {
      file.cut(file.synced + random.nextInt(unsynced + 1));
      if (random.nextBoolean() && file.length > file.synced) {
        int from = file.synced + random.nextInt(file.length - file.synced);
        int to = from + random.nextInt(file.length - from + 1);
        Arrays.fill(file.bytes, from, to, (byte) 0);
      }
    }
    file.synced = file.length;
    file.forgotten = false;
  }

  private Content file(String name) throws IOException {
    Content file = files.get(name);
    if (file == null) {
      throw new IOException("no such file: " + name);
    }
    return file;
  }

  private void begin() {
    if (operationsLeft == 0) {
      throw new Stopped();
    }
    if (operationsLeft != NEVER) {
      operationsLeft--;
    }
  }
}

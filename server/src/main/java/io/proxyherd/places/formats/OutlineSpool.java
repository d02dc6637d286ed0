package io.proxyherd.places.formats;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Keeps the places whose position is not known yet in a temporary file: what they are, and the
 * points or ways of their outline.
 */
final class OutlineSpool implements AutoCloseable {
  private final Path path;
  private final DataOutputStream out;
  private long entries;

  OutlineSpool(Path directory) throws IOException {
    path = Files.createTempFile(directory, "places-", ".outlines");
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 64 * 1024));
  }

  /** What a list of an {@link Entry} holds. */
  enum Content {
    NODE_IDS,
    POSITIONS,
    WAY_IDS
  }

  /**
   * A place to be.
   *
   * @param where which element it was, for people
   */
  record Entry(Draft draft, String where, Content content, LongList values) {}

  /** Takes the entries again. */
  interface Taker {
    void take(Entry entry) throws IOException;
  }

  void write(Entry entry) throws IOException {
    out.writeUTF(entry.draft.id());
    out.writeUTF(entry.draft.name());
    out.writeByte(entry.draft.types().size());
    for (String type : entry.draft.types()) {
      out.writeUTF(type);
    }
    out.writeUTF(entry.draft.vicinity());
    out.writeUTF(entry.where);
    out.writeUTF(entry.content.name());
    out.writeInt(entry.values.size());
    for (int i = 0; i < entry.values.size(); i++) {
      out.writeLong(entry.values.at(i));
    }
    entries++;
  }

  /** Gives back all entries in the order in which they were written. */
  void readAll(Taker taker) throws IOException {
    out.flush();
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 64 * 1024))) {
      for (long i = 0; i < entries; i++) {
        taker.take(read(in));
      }
    }
  }

  private static Entry read(DataInputStream in) throws IOException {
    String id = in.readUTF();
    String name = in.readUTF();
    var types = new ArrayList<String>();
    for (int left = in.readByte(); left > 0; left--) {
      types.add(in.readUTF());
    }
    var draft = new Draft(id, name, types, in.readUTF());
    String where = in.readUTF();
    Content content = Content.valueOf(in.readUTF());
    var values = new LongList();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(in.readLong());
    }
    return new Entry(draft, where, content, values);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(path);
  }
}

package io.proxyherd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One directory of files. A shell has a real one, the simulator one that loses power. Written bytes
 * survive the process, synced ones the machine; so do names once the directory is synced.
 */
public interface Disk {
  /** A file under construction. */
  interface Output extends AutoCloseable {
    /** Appends what remains in the buffer, all of it or, with an exception, some. */
    void write(ByteBuffer bytes) throws IOException;

    /** All that was written is on the medium. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The names of all files. */
  List<String> list() throws IOException;

  /**
   * Reads from that place of a file on.
   *
   * @return how many bytes came; none is the end of the file
   */
  int read(String name, long at, ByteBuffer into) throws IOException;

  /** Begins a file; one of that name is emptied. */
  Output create(String name) throws IOException;

  /** Cuts a file down to so many bytes, and syncs it. */
  void truncate(String name, long length) throws IOException;

  /** Gives a file another name; a file that had it is gone. */
  void rename(String from, String to) throws IOException;

  /** Removes a file. */
  void delete(String name) throws IOException;

  /** All names are on the medium as they are now. */
  void syncDirectory() throws IOException;
}

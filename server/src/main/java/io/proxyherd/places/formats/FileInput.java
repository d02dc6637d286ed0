package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is read from its beginning, maybe several times. Tells the {@link Progress}, heeds
 * interrupts, unpacks gzip.
 */
final class FileInput {
  private static final int STEP = 64 * 1024;

  private final Path path;
  private final long size;
  private final Progress progress;

  private long bytesOfPasses;
  private long bytesTotal;

  FileInput(Path path, Progress progress) throws IOException {
    this.path = path;
    this.size = Files.size(path);
    this.progress = progress;
    this.bytesTotal = size;
  }

  /** Bytes. */
  long size() {
    return size;
  }

  /** Its beginning. */
  FileHead head() throws IOException {
    return FileHead.of(path);
  }

  /** Says how many bytes all passes together will read, when that is not the size. */
  void expect(long bytes) {
    bytesTotal = bytes;
  }

  /** The file's bytes as they are. */
  Raw openRaw() throws IOException {
    return new Raw(Files.newInputStream(path));
  }

  /** The file's content: unpacked if it is packed with gzip. */
  InputStream open() throws IOException {
    Raw raw = openRaw();
    return head().gzip() ? new Unpacked(raw) : raw;
  }

  /** The file's content as text in UTF-8, without a byte order mark; what is no UTF-8 is U+FFFD. */
  Reader openText() throws IOException {
    var text = new PushbackReader(new InputStreamReader(open(), UTF_8));
    int first = text.read();
    if (first >= 0 && first != '\uFEFF') {
      text.unread(first);
    }
    return text;
  }

  /** Reports the end. */
  void finished() {
    progress.at(bytesTotal, bytesTotal);
  }

  private void report(long bytesOfThisPass) {
    progress.at(Math.min(bytesOfPasses + bytesOfThisPass, bytesTotal), bytesTotal);
  }

  /** The bytes as they are. */
  final class Raw extends InputStream {
    private final InputStream in;
    private long position;
    private long reported;

    private Raw(InputStream in) {
      this.in = in;
    }

    /** How many bytes were read or skipped. */
    long position() {
      return position;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      checkInterrupt();
      try {
        int count = in.read(bytes, from, Math.min(length, STEP));
        advance(Math.max(0, count));
        return count;
      } catch (ClosedByInterruptException _) {
        throw interrupted();
      }
    }

    /** Skips; behind the file's end the next read finds the end. */
    @Override
    public long skip(long count) throws IOException {
      checkInterrupt();
      long skipped = in.skip(count);
      advance(skipped);
      return skipped;
    }

    private void advance(long count) {
      position += count;
      if (position - reported >= STEP) {
        reported = position;
        report(position);
      }
    }

    private void checkInterrupt() throws InterruptedIOException {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
    }

    private InterruptedIOException interrupted() {
      return new InterruptedIOException(
          "reading " + path.getFileName() + " was interrupted at byte " + position);
    }

    @Override
    public void close() throws IOException {
      bytesOfPasses += position;
      position = 0;
      in.close();
    }
  }

  /** The content of a gzip file, whose damages say where they are. */
  private static final class Unpacked extends FilterInputStream {
    private final Raw raw;

    Unpacked(Raw raw) throws IOException {
      super(new GZIPInputStream(raw, STEP));
      this.raw = raw;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return super.read(bytes, from, length);
      } catch (ZipException | EOFException e) {
        throw new MapFileException(
            "gzip: damaged or cut off before byte %d of the file (cure: download it again)"
                .formatted(raw.position()),
            e);
      }
    }
  }
}

package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The beginning of a file, by which it is recognised: up to 64 KiB of its content. */
final class FileHead {
  private static final int LENGTH = 64 * 1024;

  private final String name;
  private final boolean gzip;
  private final byte[] bytes;

  private FileHead(String name, boolean gzip, byte[] bytes) {
    this.name = name;
    this.gzip = gzip;
    this.bytes = bytes;
  }

  /**
   * Reads it.
   *
   * @throws MapFileException when it is no regular file, or empty
   */
  static FileHead of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new MapFileException(path + ": a directory (expected: a file)");
    }
    if (!Files.exists(path)) {
      throw new MapFileException(path + ": no such file");
    }
    byte[] raw;
    try (InputStream in = Files.newInputStream(path)) {
      raw = in.readNBytes(LENGTH);
    }
    if (raw.length == 0) {
      throw new MapFileException(path + ": empty (expected: places)");
    }
    boolean gzip = raw.length > 1 && raw[0] == 0x1F && raw[1] == (byte) 0x8B;
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return new FileHead(
        name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name,
        gzip,
        gzip ? unpacked(path, raw) : raw);
  }

  private static byte[] unpacked(Path path, byte[] packed) throws IOException {
    var content = new ByteArrayOutputStream(LENGTH);
    var failure = new IOException("no content");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      var part = new byte[1024];
      for (int n = in.read(part); n >= 0 && content.size() < LENGTH; n = in.read(part)) {
        content.write(part, 0, n);
      }
    } catch (IOException e) {
      // The packed bytes were cut off by us, so an end is no failure if there is content.
      failure = e;
    }
    if (content.size() == 0) {
      throw new MapFileException(path + ": gzip without readable content", failure);
    }
    return content.toByteArray();
  }

  /** The file's name in lower case, without a final {@code .gz}. */
  String name() {
    return name;
  }

  /** Whether the file is packed with gzip; what the content is, is said about the unpacked. */
  boolean gzip() {
    return gzip;
  }

  /** Whether the content begins with these characters, each one byte. */
  boolean startsWith(String magic) {
    return new String(bytes, 0, Math.min(bytes.length, magic.length()), ISO_8859_1).equals(magic);
  }

  /** Whether these characters, each one byte, are among the first bytes. */
  boolean contains(String magic, int within) {
    return new String(bytes, 0, Math.min(bytes.length, within), ISO_8859_1).contains(magic);
  }

  /** The content as UTF-8, without a byte order mark; what is cut off at the end is garbled. */
  String text() {
    String text = new String(bytes, UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}

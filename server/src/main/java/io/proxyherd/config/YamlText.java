package io.proxyherd.config;

import io.proxyherd.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the configuration file's text: UTF-8, at most 1 MiB. */
final class YamlText {
  static final int LIMIT_BYTES = 1 << 20;

  private YamlText() {}

  static String read(Path file) {
    byte[] bytes = bytes(file);
    var buffer = ByteBuffer.wrap(bytes);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    try {
      return decoder.decode(buffer).toString();
    } catch (CharacterCodingException _) {
      // The decoder stops at the first bad byte.
      throw refused(
          file + ":" + lineOf(bytes, buffer.position()), "not UTF-8 (expected: UTF-8 text)");
    }
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw refused(
          file, "a directory (expected: a file, such as " + file.resolve("herd.yaml") + ")");
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
      if (bytes.length > LIMIT_BYTES) {
        throw refused(file, "too large (expected: at most 1 MiB)");
      }
      return bytes;
    } catch (NoSuchFileException _) {
      throw refused(file, "no such file (expected: a configuration such as herd.yaml)");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : Printable.text(String.valueOf(e.getMessage()));
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private static ConfigException refused(Object place, String problem) {
    return new ConfigException(List.of(place + ": " + problem));
  }
}

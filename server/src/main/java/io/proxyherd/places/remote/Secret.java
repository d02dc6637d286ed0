package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A key that nobody is to read: it prints as {@code ***}. Not a record, so that nothing prints,
 * compares or serialises what is in it.
 */
public final class Secret {
  private static final int LONGEST = 512;
  private static final String HIDDEN = "***";

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * A key that was handed over, by the environment for instance. White space around it is no part
   * of it.
   *
   * @param what the setting's name, for the error
   * @throws IllegalArgumentException if that can be no key; the message does not repeat it
   */
  public static Secret of(String what, String text) {
    String key = text.strip();
    if (key.isEmpty()) {
      throw refused(what, "empty");
    }
    if (key.length() > LONGEST) {
      throw refused(what, "longer than " + LONGEST + " characters");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw refused(what, "has white space, control or other characters that no key has");
    }
    return new Secret(key);
  }

  /**
   * The key in a file, which has nothing else in it but line ends.
   *
   * @param what the setting's name, for the error
   * @throws IllegalArgumentException if the file can't be read or holds no key; the message names
   *     the file and not what is in it
   */
  public static Secret read(String what, Path file) {
    String where = what + ": " + file;
    if (Files.isDirectory(file)) {
      throw refused(where, "is a directory");
    }
    byte[] bytes = new byte[0];
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
      return of(where, new String(bytes, US_ASCII));
    } catch (NoSuchFileException _) {
      throw refused(where, "does not exist");
    } catch (AccessDeniedException _) {
      throw refused(where, "may not be read by this user");
    } catch (IOException _) {
      throw refused(where, "can't be read");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static IllegalArgumentException refused(String what, String trouble) {
    return new IllegalArgumentException(
        what + ": " + trouble + " (expected: the key alone, in one line)");
  }

  /** The key itself, for the request and for nothing else. */
  String reveal() {
    return text;
  }

  /** The text without the key, should it be in there, also as a URL has it. */
  String hideIn(String other) {
    return other.replace(text, HIDDEN).replace(URLEncoder.encode(text, US_ASCII), HIDDEN);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}

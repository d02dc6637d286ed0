package io.proxyherd.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The role that a server is to Cassandra, and its password, which nothing prints: not a record, so
 * that nothing compares or serialises it either.
 */
public final class Login {
  private static final int LONGEST = 1024;

  private final String username;
  private final String password;

  private Login(String username, String password) {
    this.username = username;
    this.password = password;
  }

  /**
   * A login whose password was handed over, by the environment for instance.
   *
   * @param source of the password, for the error
   * @throws IllegalArgumentException if the password is empty, longer than 1,024 characters or has
   *     control characters; the message does not repeat it
   */
  public static Login of(String username, String source, String password) {
    if (password.isEmpty()) {
      throw refused(source, "empty");
    }
    if (password.length() > LONGEST) {
      throw refused(source, "longer than " + LONGEST + " characters");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw refused(source, "has line ends or other control characters within");
    }
    return new Login(username, password);
  }

  /**
   * A login whose password is in a file, in UTF-8 and with nothing else but line ends after it.
   *
   * @param setting which names the file, for the error
   * @throws IllegalArgumentException if the file can't be read or holds no password; the message
   *     names the file and not what is in it
   */
  public static Login read(String username, String setting, Path file) {
    String source = setting + ": " + file;
    if (Files.isDirectory(file)) {
      throw refused(source, "is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(4 * LONGEST + 2), UTF_8);
      return of(username, source, text.replaceFirst("[\r\n]+$", ""));
    } catch (NoSuchFileException _) {
      throw refused(source, "does not exist");
    } catch (AccessDeniedException _) {
      throw refused(source, "may not be read by this user");
    } catch (IOException _) {
      throw refused(source, "can't be read");
    }
  }

  private static IllegalArgumentException refused(String source, String trouble) {
    return new IllegalArgumentException(
        source + ": " + trouble + " (expected: the password alone, in one line)");
  }

  /** The role. */
  public String username() {
    return username;
  }

  /** The password itself, for the driver and for nothing else. */
  String revealPassword() {
    return password;
  }

  @Override
  public String toString() {
    return username;
  }
}

package io.proxyherd.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Why an export or import ended, as one line. */
final class MoveFailure {
  private MoveFailure() {}

  /**
   * @param file that is written or read
   */
  static CommandFailure of(IOException e, Path file) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return new CommandFailure(
        switch (e) {
          case NoSuchFileException _ -> message + ": does not exist (expected: a file)";
          case FileSystemException _ -> file + ": can't be used: " + message;
          default -> message.startsWith("line ") ? file + ", " + message : message;
        },
        e);
  }
}

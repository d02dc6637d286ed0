package io.proxyherd.config;

import java.nio.file.Path;

/** Where a provider's key or a password is; never itself. */
public sealed interface KeySource {
  /** In a file, alone. */
  record InFile(Path file) implements KeySource {}

  /** In a variable of the environment. */
  record InVariable(String name) implements KeySource {}
}

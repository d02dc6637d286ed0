package io.proxyherd.config;

/** Where a value was written. */
sealed interface Origin {

  /** A line of the file, counted from 1. */
  record Line(String file, int line) implements Origin {}

  /** An environment variable. */
  record Variable(String name) implements Origin {}

  /** Nowhere: it is the standard value. */
  record Standard() implements Origin {}

  /**
   * How a complaint about this key begins; the whole file has the empty key, and a variable's name
   * says the key already.
   */
  default String at(String key) {
    return switch (this) {
      case Line(var file, var line) -> file + ":" + line + (key.isEmpty() ? "" : ": " + key);
      case Variable(var name) -> name;
      case Standard() -> key;
    };
  }
}

package io.proxyherd.node;

import java.util.Locale;

/** What a client wants. */
public enum CommandKind {
  /** To say where it is. */
  IAMAT,
  /** To know what is near a client. */
  WHATSAT,
  /** Nobody knows. */
  INVALID;

  /** As metrics call it, such as {@code iamat}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

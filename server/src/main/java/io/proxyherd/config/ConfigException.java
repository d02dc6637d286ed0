package io.proxyherd.config;

import java.util.List;

/** A configuration that was refused: all that is wrong with it, one line each. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // An immutable list of strings, which is serializable.
  private final List<String> complaints;

  public ConfigException(List<String> complaints) {
    super(String.join("\n", complaints));
    this.complaints = List.copyOf(complaints);
  }

  /** At least one; each names the place, the key, the value and what was expected. */
  public List<String> complaints() {
    return complaints;
  }
}

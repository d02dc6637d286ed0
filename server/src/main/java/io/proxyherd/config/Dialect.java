package io.proxyherd.config;

/** What a legacy server puts behind the six fields of an AT line. */
public enum Dialect {
  /** Nothing. */
  AT6,
  /** When the sending server heard it. */
  AT7,
  /** The same on a line of its own. */
  AT7_SPLIT,
  /** The sending server's name. */
  AT_SENDER,
  /** The names of all servers that it has passed. */
  AT_PATH;

  /** As herd.yaml has it. */
  @Override
  public String toString() {
    return Kind.written(this);
  }
}

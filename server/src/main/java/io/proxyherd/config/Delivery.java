package io.proxyherd.config;

/** How a legacy server wants its lines. */
public enum Delivery {
  /** Each over a connection of its own. */
  CONNECTION_PER_UPDATE,
  /** All over one connection. */
  LINE;

  /** As herd.yaml has it. */
  @Override
  public String toString() {
    return Kind.written(this);
  }
}

package io.proxyherd.legacy;

/** How a legacy peer wants to get its lines. */
public enum Delivery {
  /** Each over a connection of its own, which ends behind it. */
  CONNECTION_PER_UPDATE,
  /** All over one connection that stays open. */
  LINE
}

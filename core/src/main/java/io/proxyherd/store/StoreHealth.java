package io.proxyherd.store;

/**
 * How a {@link ReportStore} is.
 *
 * @param detail one line for people: what is wrong and the cure, or what it is
 */
public record StoreHealth(State state, String detail) {
  /** What can be expected of a store. */
  public enum State {
    /** Requests will be done. */
    UP,
    /** Reports can be found, but not kept. */
    READ_ONLY,
    /** Requests will fail. */
    DOWN
  }
}

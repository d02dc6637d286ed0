package io.proxyherd.sim;

/** A herd did what it must not do; ends its run. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1;

  Broken(String what) {
    super(what, null, false, false);
  }
}

package io.proxyherd.cassandra;

/** A file for TLS can't be used; the message names it, says why, and the cure. */
final class TlsFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A failure without a cause: what is in a key's file is nobody's business.
   *
   * @param setting of the section {@code cassandra}
   */
  TlsFailure(String setting, Object file, String trouble, String cure) {
    super("cassandra." + setting + ": " + file + " " + trouble + " (expected: " + cure + ")");
  }
}

package io.proxyherd.config;

/**
 * One thing that may be set.
 *
 * @param key its path in the file, such as {@code client.line-limit}
 * @param kind what its text may be
 * @param standard the text that holds when it is not set
 * @param doc what it is, in one sentence, as {@code herd.yaml} says it
 */
record Setting<T>(String key, Kind<T> kind, String standard, String doc) {

  /** The value that holds when nothing is set. */
  T standardValue() {
    return kind.read(standard).orElseThrow(() -> new IllegalStateException(key + ": " + standard));
  }
}

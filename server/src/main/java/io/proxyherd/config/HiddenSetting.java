package io.proxyherd.config;

/**
 * A secret, which is never in the file: it has one of its own, named by the setting of this key
 * with {@code -file} behind it, or is in a variable.
 *
 * @param key such as {@code google.key}, and it ends in what people call it
 */
record HiddenSetting(String key) {
  /** What people call it. */
  String noun() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The variable of the environment that may hold it. */
  String variable() {
    return Environment.variable(key);
  }

  /** What to say where it is in the file; the secret is not repeated. */
  String refusal() {
    return """
    no %1$s may be in this file (expected: %1$s-file, with the path of a file that holds it,\
     or the variable %2$s; and a new %1$s, if others can read this one)\
    """
        .formatted(noun(), variable());
  }
}

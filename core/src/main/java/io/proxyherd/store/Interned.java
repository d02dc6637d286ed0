package io.proxyherd.store;

import java.util.HashMap;
import java.util.Map;

/** Makes equal values one object. Not thread-safe. */
final class Interned<T> {
  private final Map<T, T> values = new HashMap<>();

  T intern(T value) {
    T known = values.putIfAbsent(value, value);
    return known == null ? value : known;
  }
}

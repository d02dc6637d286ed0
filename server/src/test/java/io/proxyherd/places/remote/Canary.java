package io.proxyherd.places.remote;

/** The key that all tests use, so that one search finds it wherever it has got out. */
final class Canary {
  static final String KEY = "AIzaSyCanary-5ings_whereItMustNot0000";
  static final Secret SECRET = Secret.of("test.key", KEY);

  private Canary() {}
}

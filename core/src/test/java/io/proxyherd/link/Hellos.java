package io.proxyherd.link;

import io.proxyherd.store.Lifetimes;

/** HELLO frames of servers that agree with the usual settings. */
final class Hellos {
  private Hellos() {}

  /** Of a server that speaks one version only. */
  static Frame.Hello hello(
      int version, String cluster, String server, long incarnation, long wallNanos) {
    return new Frame.Hello(
        version, version, cluster, server, incarnation, wallNanos, Lifetimes.USUAL);
  }
}

package io.proxyherd.config;

/** Two servers that talk to each other; A–B and B–A are the same link. */
public record LinkConfig(String a, String b) {

  /** Whether this is the link between these two servers, in whichever order. */
  boolean joins(String one, String other) {
    return (a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one));
  }
}

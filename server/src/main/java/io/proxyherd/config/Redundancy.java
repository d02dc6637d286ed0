package io.proxyherd.config;

/** Over how many of its links a server is fed. */
public enum Redundancy {
  /** Over a spanning tree. */
  TREE,
  /** Over all. */
  ALL
}

package io.proxyherd.link;

/** Over how many of its links a server wants to be fed. */
public enum Redundancy {
  /** Over a spanning tree: each update reaches each server once. */
  TREE,
  /** Over all: each update comes by the fastest way, and again by the others. */
  ALL
}

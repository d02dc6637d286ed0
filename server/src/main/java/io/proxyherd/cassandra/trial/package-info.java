/**
 * Apache Cassandra for tests and trials: some nodes on this machine, each a process of its own on a
 * JDK 17. Nothing of it is for production.
 */
@NullMarked
package io.proxyherd.cassandra.trial;

import org.jspecify.annotations.NullMarked;

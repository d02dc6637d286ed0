package io.proxyherd.ops;

import io.proxyherd.journal.Disk;
import io.proxyherd.node.PlaceFinder;
import java.util.function.UnaryOperator;

/**
 * With what the servers of a herd work.
 *
 * @param disks makes the disk of a server's journal from that on the file system
 * @param databases opens the store of reports outside the herd, should it have one
 */
public record Means(PlaceFinder places, UnaryOperator<Disk> disks, ReportDatabases databases) {
  /** Those places, plain disks, and the Cassandra that the configuration names. */
  public static Means of(PlaceFinder places) {
    return new Means(places, UnaryOperator.identity(), new CassandraDatabases(System.getenv()));
  }
}

package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LegacyConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.config.StoreSettings;
import io.proxyherd.ops.CassandraDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A herd's servers, ports and links as a table for people. */
final class HerdTable {
  private HerdTable() {}

  /** {@code 5 servers, 5 links}, and the store, if that is not they. */
  static String counts(HerdConfig herd) {
    return count(herd.servers().size(), "server")
        + ", "
        + count(herd.links().size(), "link")
        + (herd.legacy().isEmpty() ? "" : ", " + count(herd.legacy().size(), "legacy neighbour"))
        + store(herd.store());
  }

  private static String store(StoreSettings store) {
    String where = CassandraDatabases.description(store.cassandra());
    return switch (store.kind()) {
      case HERD -> "";
      case BOTH -> ", reports also in " + where;
      case CASSANDRA -> ", reports in " + where;
    };
  }

  /** The rows, with a heading. */
  static List<String> rows(HerdConfig herd) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("server", "for clients", "for peers", "HTTP", "linked with"));
    for (ServerConfig server : herd.servers()) {
      rows.add(
          List.of(
              server.name(),
              server.clientAddress().toString(),
              herd.store().kind().usesLinks() ? server.peerAddress().toString() : "-",
              server.http().map(Address::toString).orElse("off"),
              herd.neighbours(server.name()).stream()
                  .map(ServerConfig::name)
                  .collect(joining(", "))));
    }
    return Stream.concat(Columns.aligned(rows).stream(), legacy(herd)).toList();
  }

  /** Below a blank line, if there are any. */
  private static Stream<String> legacy(HerdConfig herd) {
    if (herd.legacy().isEmpty()) {
      return Stream.empty();
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("legacy", "address", "dialect", "delivery", "neighbour of"));
    for (LegacyConfig peer : herd.legacy()) {
      rows.add(
          List.of(
              peer.name(),
              peer.address().toString(),
              peer.dialect().toString(),
              peer.delivery().toString(),
              String.join(", ", peer.neighbourOf())));
    }
    return Stream.concat(Stream.of(""), Columns.aligned(rows).stream());
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}

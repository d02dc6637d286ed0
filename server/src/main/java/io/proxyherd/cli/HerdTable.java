package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;

/** A herd's servers, ports and links as a table for people. */
final class HerdTable {
  private HerdTable() {}

  /** {@code 5 servers, 5 links}. */
  static String counts(HerdConfig herd) {
    return count(herd.servers().size(), "server") + ", " + count(herd.links().size(), "link");
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
              server.peerAddress().toString(),
              server.http().map(Address::toString).orElse("off"),
              herd.neighbours(server.name()).stream()
                  .map(ServerConfig::name)
                  .collect(joining(", "))));
    }
    return Columns.aligned(rows);
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}

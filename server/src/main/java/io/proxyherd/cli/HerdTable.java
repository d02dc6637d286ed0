package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LegacyConfig;
import io.proxyherd.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A herd's servers, ports and links as a table for people. */
final class HerdTable {
  private HerdTable() {}

  /** {@code 5 servers, 5 links}. */
  static String counts(HerdConfig herd) {
    return count(herd.servers().size(), "server")
        + ", "
        + count(herd.links().size(), "link")
        + (herd.legacy().isEmpty() ? "" : ", " + count(herd.legacy().size(), "legacy neighbour"));
  }

  /** The rows, with a heading. */
  static List<String> rows(HerdConfig herd) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("server", "for clients", "for peers", "linked with"));
    for (ServerConfig server : herd.servers()) {
      rows.add(
          List.of(
              server.name(),
              server.clientAddress().toString(),
              server.peerAddress().toString(),
              herd.neighbours(server.name()).stream()
                  .map(ServerConfig::name)
                  .collect(joining(", "))));
    }
    return Stream.concat(aligned(rows).stream(), legacy(herd)).toList();
  }

  /** Below a blank line, if there are any. */
  private static Stream<String> legacy(HerdConfig herd) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("legacy", "address", "dialect", "delivery", "neighbour of"));
    for (LegacyConfig peer : herd.legacy()) {
      rows.add(
          List.of(
              peer.name(),
              peer.address().toString(),
              written(peer.dialect()),
              written(peer.delivery()),
              String.join(", ", peer.neighbourOf())));
    }
    return rows.size() == 1 ? Stream.empty() : Stream.concat(Stream.of(""), aligned(rows).stream());
  }

  /** As herd.yaml has it. */
  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, columns)
                .mapToObj(column -> padded(row.get(column), widths[column]))
                .collect(joining("  ", "  ", ""))
                .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}

package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of cells as lines with aligned columns. */
final class Columns {
  private Columns() {}

  /** The rows as lines, two spaces before each cell. */
  static List<String> aligned(List<List<String>> rows) {
    return aligned(rows, Set.of());
  }

  /**
   * The rows as lines, two spaces before each cell.
   *
   * @param numbers the columns that are aligned on the right
   */
  static List<String> aligned(List<List<String>> rows, Set<Integer> numbers) {
    int columns = rows.getFirst().size();
    int[] widths = IntStream.range(0, columns).map(column -> width(rows, column)).toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, columns)
                .mapToObj(
                    column -> padded(row.get(column), widths[column], numbers.contains(column)))
                .collect(joining("  ", "  ", ""))
                .stripTrailing())
        .toList();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width, boolean right) {
    String space = " ".repeat(width - text.length());
    return right ? space + text : text + space;
  }
}

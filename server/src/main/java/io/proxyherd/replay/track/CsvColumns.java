package io.proxyherd.replay.track;

import io.proxyherd.replay.track.TrackOptions.Fields;
import java.util.List;
import java.util.Optional;

/** Which columns of a CSV file, from 0 on, hold the fields of a row. */
record CsvColumns(Optional<Integer> client, int time, int latitude, int longitude) {

  /**
   * The columns of a file with this first line.
   *
   * @throws TrackException if a column is not to be found
   */
  static CsvColumns in(List<String> firstLine, TrackOptions options) throws TrackException {
    var search = new Search(firstLine, options.header());
    Fields fields = options.fields();
    return new CsvColumns(
        options.client().isPresent()
            ? Optional.empty()
            : Optional.of(search.column(UsualNames.CLIENT, fields.client())),
        search.column(UsualNames.TIME, fields.time()),
        search.column(UsualNames.LATITUDE, fields.latitude()),
        search.column(UsualNames.LONGITUDE, fields.longitude()));
  }

  private record Search(List<String> firstLine, boolean header) {

    int column(UsualNames usual, Optional<String> given) throws TrackException {
      Optional<Integer> column = given.isPresent() ? column(given.get()) : guessed(usual);
      if (column.isEmpty()) {
        throw new TrackException(
            given.map(name -> "no column " + name).orElse("no column named " + named(usual))
                + " (expected: "
                + expected()
                + "); name it with "
                + usual.option()
                + cure(usual));
      }
      return column.get();
    }

    private Optional<Integer> guessed(UsualNames usual) {
      return header ? usual.columnIn(firstLine) : Optional.empty();
    }

    private Optional<Integer> column(String given) {
      int named = header ? firstLine.stream().map(String::strip).toList().indexOf(given) : -1;
      return named >= 0 ? Optional.of(named) : numbered(given);
    }

    private Optional<Integer> numbered(String given) {
      return given.matches("[0-9]{1,4}")
          ? Optional.of(Integer.parseInt(given) - 1)
              .filter(column -> column >= 0 && column < firstLine.size())
          : Optional.empty();
    }

    private static String named(UsualNames usual) {
      return String.join(", ", usual.names());
    }

    private String expected() {
      String numbers = "a number from 1 to " + firstLine.size();
      return header
          ? "one of " + Excerpt.of(String.join(", ", firstLine)) + ", or " + numbers
          : numbers;
    }

    private static String cure(UsualNames usual) {
      return usual.equals(UsualNames.CLIENT) ? ", or give all rows one ID with --client" : "";
    }
  }
}

package io.proxyherd.places.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which column of a CSV file is what; -1 for one that it does not have.
 *
 * @param delimiter what stands between two columns
 * @param columns how many there are
 */
record CsvHeader(
    char delimiter,
    int columns,
    int name,
    int latitude,
    int longitude,
    int id,
    int types,
    int vicinity) {
  static final String EXPECTED =
      "a header row with name, lat or latitude, lon, lng or longitude, and if there are any id,"
          + " type or types, address or vicinity; delimiter comma, semicolon or tab";

  /** The header that a text begins with; empty when it begins with none. */
  static Optional<CsvHeader> of(String text) {
    String line = text.lines().findFirst().orElse("");
    return Stream.of(',', ';', '\t')
        .map(delimiter -> of(delimiter, names(line, delimiter)))
        .filter(header -> header.name >= 0 && header.latitude >= 0 && header.longitude >= 0)
        .findFirst();
  }

  private static CsvHeader of(char delimiter, List<String> names) {
    return new CsvHeader(
        delimiter,
        names.size(),
        indexOf(names, "name"),
        indexOf(names, "lat", "latitude"),
        indexOf(names, "lon", "lng", "longitude"),
        indexOf(names, "id"),
        indexOf(names, "type", "types"),
        indexOf(names, "address", "vicinity"));
  }

  private static int indexOf(List<String> names, String... wanted) {
    return Arrays.stream(wanted)
        .mapToInt(names::indexOf)
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static List<String> names(String line, char delimiter) {
    try {
      return CsvReader.builder()
          .fieldSeparator(delimiter)
          .ofSingleCsvRecord(line)
          .getFields()
          .stream()
          .map(name -> name.strip().toLowerCase(Locale.ROOT))
          .toList();
    } catch (CsvParseException _) {
      return List.of();
    }
  }
}

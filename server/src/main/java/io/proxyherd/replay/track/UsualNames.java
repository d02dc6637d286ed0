package io.proxyherd.replay.track;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that a column or property of one kind usually has.
 *
 * @param option the option that names the field where these names fail
 * @param names in lower case, the likeliest first
 */
record UsualNames(String option, List<String> names) {
  static final UsualNames CLIENT =
      of("client", "vehicle_id", "device_id", "client", "client_id", "id");
  static final UsualNames TIME = of("time", "timestamp", "time", "datetime");
  static final UsualNames LATITUDE = of("lat", "lat", "latitude");
  static final UsualNames LONGITUDE = of("lon", "lng", "lon", "longitude");

  private static UsualNames of(String field, String... names) {
    return new UsualNames("--" + field + "-field", List.of(names));
  }

  /** The index of the column with the likeliest of the names. */
  Optional<Integer> columnIn(List<String> header) {
    List<String> columns = header.stream().map(UsualNames::plain).toList();
    return names.stream().map(columns::indexOf).filter(column -> column >= 0).findFirst();
  }

  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}

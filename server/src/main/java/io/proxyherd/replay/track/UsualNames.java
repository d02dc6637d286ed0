package io.proxyherd.replay.track;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names that columns and properties usually have, the likeliest first. */
enum UsualNames {
  CLIENT("client", "vehicle_id", "device_id", "client", "client_id", "id"),
  TIME("time", "timestamp", "time", "datetime"),
  LATITUDE("lat", "lat", "latitude"),
  LONGITUDE("lon", "lng", "lon", "longitude");

  private final String option;
  private final List<String> names;

  UsualNames(String field, String... names) {
    this.option = "--" + field + "-field";
    this.names = List.of(names);
  }

  /** The option that names this field where the usual names fail. */
  String option() {
    return option;
  }

  /** The names in lower case. */
  List<String> names() {
    return names;
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

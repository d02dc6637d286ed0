package io.proxyherd.replay.track;

import io.proxyherd.replay.track.TrackOptions.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * The property names, in lower case, under which GeoJSON features say who, when, and when at each
 * position of a line.
 */
record GeoNames(List<String> client, List<String> time, List<String> times) {
  /** Where newer converters put arrays with one value for each position. */
  static final String PER_POSITION = "coordinateproperties";

  static GeoNames of(Fields fields) {
    List<String> client =
        fields.client().map(GeoNames::only).orElse(and(UsualNames.CLIENT.names(), "name"));
    List<String> time = fields.time().map(GeoNames::only).orElse(UsualNames.TIME.names());
    List<String> times = fields.time().map(GeoNames::only).orElse(List.of("coordtimes", "times"));
    return new GeoNames(client, time, times);
  }

  /** Whether a property of that name is worth keeping. */
  boolean wanted(String name) {
    return client.contains(name) || time.contains(name);
  }

  private static List<String> only(String name) {
    return List.of(UsualNames.plain(name));
  }

  private static List<String> and(List<String> names, String last) {
    var all = new ArrayList<>(names);
    all.add(last);
    return List.copyOf(all);
  }
}

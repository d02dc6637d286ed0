package io.proxyherd.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A data centre of the cluster that keeps copies of every report.
 *
 * @param name as Cassandra knows it
 * @param copies how many, 1 to 99
 */
public record Region(String name, int copies) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_.-]{1,100}):([1-9][0-9]?)");

  /**
   * The regions that are written so: {@code dc1:3,dc2:3}.
   *
   * @throws IllegalArgumentException if that is no list of them, or one is there twice; the message
   *     says what was expected
   */
  public static List<Region> parse(String text) {
    var regions = new ArrayList<Region>();
    for (String part : text.split(",", -1)) {
      var matcher = FORM.matcher(part.strip());
      if (!matcher.matches()) {
        throw refused(part, "a data centre and its copies, 1 to 99, such as dc1:3,dc2:3");
      }
      String name = matcher.group(1);
      if (regions.stream().anyMatch(known -> known.name.equals(name))) {
        throw refused(part, "each data centre once");
      }
      regions.add(new Region(name, Integer.parseInt(matcher.group(2))));
    }
    return List.copyOf(regions);
  }

  private static IllegalArgumentException refused(String part, String expected) {
    return new IllegalArgumentException("regions: " + part + " (expected: " + expected + ")");
  }

  @Override
  public String toString() {
    return name + ":" + copies;
  }
}

package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.geo.Area;
import io.proxyherd.geo.Position;
import io.proxyherd.text.HarmlessText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parameters of a request, {@code name=value} after the {@code ?}, percent signs decoded. A
 * plus is a plus, as RFC 3986 has it, for positions have one. What is not as expected throws {@link
 * RefusedRequest}.
 */
final class Query {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]{1,18})?");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private final Map<String, List<byte[]>> values;

  private Query(Map<String, List<byte[]>> values) {
    this.values = values;
  }

  /**
   * The parameters of the target.
   *
   * @param target of a request line, as Latin-1 characters
   * @param known the names that may be used
   * @param repeatable those of them that may be used more than once
   */
  static Query of(String target, Set<String> known, Set<String> repeatable) {
    var values = new LinkedHashMap<String, List<byte[]>>();
    int mark = target.indexOf('?');
    if (mark >= 0 && mark + 1 < target.length()) {
      for (String parameter : target.substring(mark + 1).split("&", -1)) {
        add(parameter, known, repeatable, values);
      }
    }
    return new Query(values);
  }

  private static void add(
      String parameter,
      Set<String> known,
      Set<String> repeatable,
      Map<String, List<byte[]>> values) {
    String[] nameAndValue = parameter.split("=", 2);
    byte[] name = decoded(nameAndValue[0]);
    byte[] value = nameAndValue.length == 2 ? decoded(nameAndValue[1]) : new byte[0];
    String text = new String(name, UTF_8);
    if (!known.contains(text)) {
      throw RefusedRequest.bad(
          "parameter",
          HarmlessText.of(name),
          known.isEmpty() ? "none" : "any of " + String.join(", ", new TreeSet<>(known)),
          known.isEmpty() ? "leave out what follows the ?" : "check the spelling");
    }
    List<byte[]> given = values.computeIfAbsent(text, _ -> new ArrayList<>());
    given.add(value);
    if (given.size() > 1 && !repeatable.contains(text)) {
      throw RefusedRequest.bad(text, HarmlessText.of(value), "one value", "give it once");
    }
  }

  private static byte[] decoded(String text) {
    return PathText.bytes(text)
        .orElseThrow(() ->
            RefusedRequest.bad(
                "parameter",
                HarmlessText.of(text.getBytes(UTF_8)),
                "two hex digits after each %",
                "write a percent sign as %25"));
  }

  /** The value of that parameter, if it is given. */
  Optional<String> text(String name) {
    return all(name).stream().findFirst().map(HarmlessText::of);
  }

  /** All values of that parameter, as bytes; none if it is not given. */
  List<byte[]> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The whole number that the parameter says, if it is given. */
  Optional<Integer> whole(String name, int least, int most) {
    return text(name)
        .map(text ->
            Optional.of(text)
                .filter(WHOLE.asMatchPredicate())
                .map(Integer::parseInt)
                .filter(number -> least <= number && number <= most)
                .orElseThrow(() ->
                    RefusedRequest.bad(
                        name,
                        text,
                        "a whole number between " + least + " and " + most,
                        "write such as " + name + "=" + Math.min(most, Math.max(least, 10)))));
  }

  /** The decimal number that the parameter says, more than 0, if it is given. */
  Optional<Double> positive(String name, double most, String unit) {
    return text(name)
        .map(text ->
            Optional.of(text)
                .filter(DECIMAL.asMatchPredicate())
                .map(Double::parseDouble)
                .filter(number -> number > 0 && number <= most)
                .orElseThrow(() ->
                    RefusedRequest.bad(
                        name,
                        text,
                        "a decimal number more than 0, at most "
                            + (most == Math.rint(most)
                                ? String.valueOf((long) most)
                                : String.valueOf(most)),
                        "it is in " + unit)));
  }

  /** The position that the parameter says as {@code LAT,LON} in degrees, if it is given. */
  Optional<Position> position(String name) {
    return text(name)
        .map(text ->
            positionOf(text)
                .orElseThrow(() ->
                    RefusedRequest.bad(
                        name,
                        text,
                        "latitude -90..90, a comma, longitude -180..180",
                        "write such as " + name + "=34.06893,-118.445127")));
  }

  /** So many decimal numbers, with commas between them, if the parameter is given. */
  private Optional<List<Double>> decimals(String name, int count, String expected) {
    return text(name)
        .map(text -> {
          List<String> numbers = Arrays.asList(text.split(",", -1));
          if (numbers.size() != count || !numbers.stream().allMatch(DECIMAL.asMatchPredicate())) {
            throw RefusedRequest.bad(name, text, expected, "decimal numbers, without white space");
          }
          return numbers.stream().map(Double::parseDouble).toList();
        });
  }

  /** What lies between four edges: south,west,north,east, degrees. */
  Optional<Area> area(String name) {
    String expected = "south,west,north,east in degrees";
    return decimals(name, 4, expected)
        .map(edges -> {
          try {
            return new Area(edges.get(0), edges.get(1), edges.get(2), edges.get(3));
          } catch (IllegalArgumentException e) {
            throw RefusedRequest.bad(
                name,
                text(name).orElse(""),
                expected + "; " + e.getMessage(),
                "write such as " + name + "=34,-118.5,34.1,-118.4; west may be greater than east");
          }
        });
  }

  private static Optional<Position> positionOf(String text) {
    String[] angles = text.split(",", -1);
    if (angles.length != 2
        || !DECIMAL.matcher(angles[0]).matches()
        || !DECIMAL.matcher(angles[1]).matches()) {
      return Optional.empty();
    }
    var position = new Position(Double.parseDouble(angles[0]), Double.parseDouble(angles[1]));
    boolean onGlobe = Math.abs(position.latitude()) <= 90 && Math.abs(position.longitude()) <= 180;
    return onGlobe ? Optional.of(position) : Optional.empty();
  }

  /** The value of that parameter; refused if it is not given. */
  static <T> T required(String name, Optional<T> value, String expected) {
    return value.orElseThrow(
        () -> RefusedRequest.bad(name, "nothing", expected, "add " + name + "= to the query"));
  }
}

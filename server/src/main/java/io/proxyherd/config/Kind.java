package io.proxyherd.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting's text may be.
 *
 * @param expectation completes "expected: …", with the range and an example
 * @param reader the text's value; empty if the text is not what is expected
 * @param isPrinted whether a text that is refused is repeated; not where a key may be in it
 */
record Kind<T>(String expectation, Function<String, Optional<T>> reader, boolean isPrinted) {
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:%-]{1,253}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NAMES_GAP = Pattern.compile("[,\\s]+");
  private static final Pattern NAMES_FRAME = Pattern.compile("^\\s*\\[?\\s*|\\s*]?\\s*$");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://[a-z0-9_.-]{1,253}(:[0-9]{1,5})?");
  private static final Pattern TILES =
      Pattern.compile("https?://[a-z0-9_.-]{1,253}(:[0-9]{1,5})?/[A-Za-z0-9_.{}/?=&%-]{1,500}");
  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Pattern USERNAME = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final String ON = "on";
  private static final String OFF = "off";

  Kind(String expectation, Function<String, Optional<T>> reader) {
    this(expectation, reader, true);
  }

  Optional<T> read(String text) {
    return reader.apply(text);
  }

  static Kind<String> name() {
    return new Kind<>(
        "a name of 1 to 64 letters, digits, dots, dashes and underscores",
        text -> Optional.of(text).filter(NAME.asMatchPredicate()));
  }

  static Kind<String> host() {
    return new Kind<>(
        "an address or host name, such as 127.0.0.1",
        text -> Optional.of(text).filter(HOST.asMatchPredicate()));
  }

  static Kind<Integer> port() {
    return new Kind<>(
        "a port between 1 and 65535, or 0 for any free one", text -> number(text, 0, HIGHEST_PORT));
  }

  /** A port, or {@code off} for none. */
  static Kind<Optional<Integer>> portOrOff() {
    return orOff(port());
  }

  /** The port of a server that runs already. */
  static Kind<Integer> usedPort() {
    return new Kind<>("a port between 1 and 65535", text -> number(text, 1, HIGHEST_PORT));
  }

  /** Names with commas or white space between them, at least one. */
  static Kind<List<String>> names() {
    return new Kind<>(
        "the name of a server, or a list of them, such as [Alford, Ball]",
        text ->
            Optional.of(splitNames(text))
                .filter(names -> names.stream().allMatch(NAME.asMatchPredicate())));
  }

  /** Hosts with their ports, with commas or white space between them, at least one. */
  static Kind<List<Address>> addresses() {
    return new Kind<>(
        "a list of hosts and ports, such as [10.0.0.1:9042, 10.0.0.2:9042]",
        text -> {
          String list = text.startsWith("[") && text.endsWith("]") ? inside(text) : text;
          List<String> parts = List.of(NAMES_GAP.split(list.strip(), -1));
          List<Address> found =
              parts.stream().map(Address::parse).flatMap(Optional::stream).distinct().toList();
          return Optional.of(found).filter(all -> all.size() == parts.size());
        });
  }

  private static String inside(String list) {
    return list.substring(1, list.length() - 1);
  }

  /** Origins of web pages with commas or white space between them, or {@code off} for none. */
  static Kind<List<String>> origins() {
    return new Kind<>(
        "off, or a list of origins, such as [https://example.org, http://localhost:5173]",
        text -> {
          if (text.equals(OFF)) {
            return Optional.of(List.of());
          }
          List<String> origins = splitNames(text);
          return Optional.of(origins)
              .filter(all -> all.stream().allMatch(ORIGIN.asMatchPredicate()));
        });
  }

  /** A name that Cassandra takes without quotes. */
  static Kind<String> keyspace() {
    return new Kind<>(
        "a name of 1 to 48 small letters, digits and underscores, a letter first",
        text -> Optional.of(text).filter(KEYSPACE.asMatchPredicate()));
  }

  /** A user's name, or {@code off} for none. */
  static Kind<Optional<String>> usernameOrOff() {
    return orOff(
        new Kind<>(
            "a name of 1 to 128 characters without white space",
            text -> Optional.of(text).filter(USERNAME.asMatchPredicate())));
  }

  static Kind<Boolean> onOrOff() {
    return new Kind<>(
        "on or off", text -> Optional.of(text.equals(ON)).filter(on -> on || text.equals(OFF)));
  }

  static Kind<Integer> count(int min, int max) {
    return new Kind<>(
        "a whole number between " + min + " and " + max, text -> number(text, min, max));
  }

  /** A count, or {@code off} for none. */
  static Kind<Optional<Integer>> countOrOff(int min, int max) {
    return orOff(count(min, max));
  }

  private static Optional<Integer> number(String text, int min, int max) {
    return Optional.of(text)
        .filter(NUMBER.asMatchPredicate())
        .map(Integer::parseInt)
        .filter(number -> min <= number && number <= max);
  }

  static Kind<Duration> duration(String min, String max, String example) {
    Duration least = DurationText.parse(min).orElseThrow();
    Duration most = DurationText.parse(max).orElseThrow();
    return new Kind<>(
        "a duration between %s and %s, such as %s".formatted(min, max, example),
        text ->
            DurationText.parse(text)
                .filter(value -> least.compareTo(value) <= 0 && value.compareTo(most) <= 0));
  }

  /** A duration, or {@code off} for none. */
  static Kind<Optional<Duration>> durationOrOff(String min, String max, String example) {
    return orOff(duration(min, max, example));
  }

  private static <T> Kind<Optional<T>> orOff(Kind<T> kind) {
    return new Kind<>(
        OFF + ", or " + kind.expectation,
        text ->
            text.equals(OFF)
                ? Optional.of(Optional.empty())
                : Optional.of(kind.read(text)).filter(Optional::isPresent),
        kind.isPrinted);
  }

  /** A size in bytes. */
  static Kind<Long> size(String min, String max, String example) {
    long least = SizeText.parse(min).orElseThrow();
    long most = SizeText.parse(max).orElseThrow();
    return new Kind<>(
        "a size between %s and %s, such as %s".formatted(min, max, example),
        text -> SizeText.parse(text).filter(value -> least <= value && value <= most));
  }

  static Kind<Path> path() {
    return new Kind<>("a path of a directory, such as herd-data", Kind::pathOf);
  }

  /** A file, or {@code off} for none. */
  static Kind<Optional<Path>> fileOrOff(String example) {
    return orOff(new Kind<>("a path of a file, such as " + example, Kind::pathOf, false));
  }

  /** Where an API begins. */
  static Kind<URI> url() {
    return new Kind<>(
        "a URL of http or https without user, query and fragment, such as https://example.org",
        Kind::urlOf,
        false);
  }

  /** Where tiles of a map come from, or {@code off} for nowhere. */
  static Kind<Optional<String>> tilesOrOff() {
    return orOff(
        new Kind<>(
            "a URL of http or https with {z}, {x} and {y} for zoom, column and row, such as"
                + " https://tiles.example.org/{z}/{x}/{y}.png",
            text ->
                Optional.of(text)
                    .filter(TILES.asMatchPredicate())
                    .filter(url -> List.of("{z}", "{x}", "{y}").stream().allMatch(url::contains))));
  }

  private static Optional<URI> urlOf(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(url -> "https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          .filter(url -> url.getHost() != null && url.getPort() <= HIGHEST_PORT)
          .filter(url -> url.getPort() != 0 && url.getRawUserInfo() == null)
          .filter(url -> url.getRawQuery() == null && url.getRawFragment() == null);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> pathOf(String text) {
    try {
      return Optional.of(text).filter(path -> !path.isBlank()).map(Path::of);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** One of an enum's constants, written in lower case, with dashes. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    E[] constants = type.getEnumConstants();
    return new Kind<>(
        "one of " + Arrays.stream(constants).map(Kind::written).collect(Collectors.joining(", ")),
        text -> Arrays.stream(constants).filter(it -> written(it).equals(text)).findFirst());
  }

  /** Some of an enum's constants in an order, each once; with brackets or without. */
  static <E extends Enum<E>> Kind<List<E>> orderOf(Class<E> type, String example) {
    Kind<E> one = oneOf(type);
    return new Kind<>(
        "a list, each once, of "
            + one.expectation.substring("one of ".length())
            + ", such as "
            + example,
        text -> {
          List<Optional<E>> read = splitNames(text).stream().map(one::read).toList();
          List<E> found = read.stream().flatMap(Optional::stream).distinct().toList();
          return Optional.of(found).filter(all -> all.size() == read.size());
        });
  }

  private static List<String> splitNames(String text) {
    return List.of(NAMES_GAP.split(NAMES_FRAME.matcher(text).replaceAll(""), -1));
  }

  /** A constant as the file has it. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.proxyherd.replay.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.replay.track.Row.Fix;
import io.proxyherd.replay.track.Row.Rejected;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the four texts of a row into a {@link Fix}, or says which of them is wrong. */
final class RowChecker {
  private static final int LONGEST_CLIENT = 256;

  /**
   * What would end the field on the wire, plus other blanks and control characters, which would
   * only make IDs that look alike differ.
   */
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");

  private final Optional<String> fixedClient;
  private final TimeParser times;
  private final boolean keepZero;

  RowChecker(TrackOptions options) {
    fixedClient = options.client();
    times = new TimeParser(options.zone());
    keepZero = options.keepZero();
  }

  /** The row; the first of its wrong fields decides the reason. */
  Row check(
      long number,
      Optional<String> client,
      Optional<String> latitude,
      Optional<String> longitude,
      Optional<String> time) {
    if (latitude.isEmpty() || longitude.isEmpty() || time.isEmpty()) {
      return new Rejected(number, Reason.MISSING_FIELD, missing(latitude, longitude));
    }
    String id = fixedClient.or(() -> client).orElse("").strip();
    if (id.isEmpty() || id.getBytes(UTF_8).length > LONGEST_CLIENT) {
      return new Rejected(number, Reason.BAD_CLIENT, "client: " + Excerpt.of(id));
    }
    return located(number, id, latitude.get(), longitude.get(), time.get());
  }

  private static String missing(Optional<String> latitude, Optional<String> longitude) {
    return latitude.isEmpty() ? "latitude" : longitude.isEmpty() ? "longitude" : "time";
  }

  private Row located(long number, String id, String latitude, String longitude, String time) {
    Optional<String> north = degrees(latitude, 90);
    if (north.isEmpty()) {
      return new Rejected(number, Reason.BAD_LATITUDE, "latitude: " + Excerpt.of(latitude));
    }
    Optional<String> east = degrees(longitude, 180);
    if (east.isEmpty()) {
      return new Rejected(number, Reason.BAD_LONGITUDE, "longitude: " + Excerpt.of(longitude));
    }
    Optional<TimeText> at = times.parse(time);
    if (at.isEmpty()) {
      return new Rejected(number, Reason.BAD_TIME, "time: " + Excerpt.of(time));
    }
    if (!keepZero && isZero(north.get()) && isZero(east.get())) {
      return new Rejected(number, Reason.NO_FIX, "client: " + Excerpt.of(id));
    }
    String legal = legal(id);
    return new Fix(number, legal, north.get() + east.get(), at.get(), !legal.equals(id));
  }

  /** Signed decimal degrees with the row's own digits; empty if out of range or no number. */
  private static Optional<String> degrees(String text, int most) {
    return Decimals.plain(text)
        .filter(plain -> new BigDecimal(plain).abs().compareTo(BigDecimal.valueOf(most)) <= 0)
        .map(plain -> plain.startsWith("-") ? plain : "+" + plain);
  }

  private static boolean isZero(String degrees) {
    return new BigDecimal(degrees).signum() == 0;
  }

  private static String legal(String id) {
    return BLANKS.matcher(id).replaceAll("_");
  }

  /** A name (of a track or a file) as a client ID: cut to what the protocol allows. */
  static String clientNamed(String name) {
    String legal = legal(name.strip());
    while (legal.getBytes(UTF_8).length > LONGEST_CLIENT) {
      legal = legal.substring(0, legal.offsetByCodePoints(legal.length(), -1));
    }
    return legal;
  }
}

package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks the rows of a file, whatever its format, and hands on what is a place. */
final class Rows {
  private static final List<String> ANY_TYPE = List.of("point_of_interest", "establishment");
  private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final int HASH_BYTES = 12;

  private final Attribution attribution;
  private final RowSink sink;

  Rows(Attribution attribution, RowSink sink) {
    this.attribution = attribution;
    this.sink = sink;
  }

  /**
   * Takes a row or refuses it.
   *
   * @param latitude degrees; NaN when the row has none
   * @param longitude degrees; NaN when the row has none
   * @param where which row, for people
   */
  void offer(Draft draft, double latitude, double longitude, Supplier<String> where)
      throws IOException {
    Optional<Reason> reason = draft.objection().or(() -> objection(latitude, longitude));
    if (reason.isPresent()) {
      refuse(reason.get(), where.get());
    } else {
      sink.accept(place(draft, latitude, longitude));
    }
  }

  void refuse(Reason reason, String where) throws IOException {
    sink.refused(reason, where);
  }

  private static Optional<Reason> objection(double latitude, double longitude) {
    if (Double.isNaN(latitude) || Double.isNaN(longitude)) {
      return Optional.of(Reason.NO_COORDINATES);
    }
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return onEarth ? Optional.empty() : Optional.of(Reason.OUT_OF_RANGE);
  }

  private Place place(Draft draft, double latitude, double longitude) {
    return new Place(
        id(draft, latitude, longitude),
        draft.name(),
        latitude,
        longitude,
        draft.types().isEmpty() ? ANY_TYPE : draft.types(),
        draft.vicinity(),
        attribution);
  }

  /** The source's own if it can stand in a URL; otherwise one that survives a new file. */
  private static String id(Draft draft, double latitude, double longitude) {
    if (URL_SAFE.matcher(draft.id()).matches()) {
      return draft.id();
    }
    String content =
        draft.id().isEmpty() ? draft.name() + "\n" + latitude + "\n" + longitude : draft.id();
    byte[] hash = Arrays.copyOf(sha256(content.getBytes(UTF_8)), HASH_BYTES);
    return "h-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every Java must have", e);
    }
  }
}

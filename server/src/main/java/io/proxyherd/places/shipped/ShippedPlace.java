package io.proxyherd.places.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.proxyherd.places.Place;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One row of the shipped dataset.
 *
 * @param ident its source's own identifier; empty when the source has none
 * @param town the town it belongs to; empty for a town itself
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 */
public record ShippedPlace(
    PlaceKind kind,
    String ident,
    String name,
    String town,
    Region region,
    double latitude,
    double longitude) {
  /** 64 bits: among 200,000 places two share an ID with a chance of one in a billion. */
  private static final int HASH_BYTES = 8;

  /**
   * A first-level administrative region.
   *
   * @param country two letters, ISO 3166-1
   * @param code its source's code within the country; empty for the country as a whole
   * @param name for people; empty when the source does not say
   */
  public record Region(String country, String code, String name) {
    /** Remembered, because the JDK takes longer to look it up than all the rest of a row takes. */
    private static final Map<String, String> COUNTRY_NAMES = new ConcurrentHashMap<>();

    String countryName() {
      return COUNTRY_NAMES.computeIfAbsent(
          country, code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
    }
  }

  public Place toPlace() {
    return new Place(
        id(), name, latitude, longitude, kind.types(), vicinity(), kind.layer().attribution());
  }

  /** From source and content alone, so that it survives a rebuild and a new dataset. */
  private String id() {
    return kind.layer().idPrefix() + (ident.isEmpty() ? contentHash() : ident);
  }

  private String contentHash() {
    String content =
        String.join(
            "\n",
            name,
            region.country(),
            region.code(),
            Integer.toString(kind.layer().toUnits(latitude)),
            Integer.toString(kind.layer().toUnits(longitude)));
    byte[] hash = Arrays.copyOf(sha256(content.getBytes(UTF_8)), HASH_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** "California, United States" for a town, "LOS ANGELES, CA" for what belongs to one. */
  private String vicinity() {
    boolean countryKnown = !town.isEmpty() && !region.name().isEmpty();
    return Stream.of(town, region.name(), countryKnown ? "" : region.countryName())
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every Java must have", e);
    }
  }
}

package io.proxyherd.places.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * How one remote provider is reached.
 *
 * @param name what the configuration, the log and the metrics call the provider
 * @param url scheme, host, port and where the API begins, such as {@code
 *     https://places.googleapis.com}
 * @param timeout the longest that one request may take, from the look-up of the host's name to the
 *     last byte; the caller's patience may be shorter
 * @param bodyLimit the longest answer, in bytes; a longer one is cut off and fails
 * @param maxRequests how many requests may be under way at a time; the next one fails at once
 */
public record RemoteSettings(
    String name, URI url, Duration timeout, int bodyLimit, int maxRequests) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1500);
  public static final int DEFAULT_BODY_LIMIT = 1 << 20;
  public static final int DEFAULT_MAX_REQUESTS = 100;

  public static final URI GOOGLE = URI.create("https://places.googleapis.com");
  public static final URI GOOGLE_LEGACY = URI.create("https://maps.googleapis.com");
  public static final URI PHOTON = URI.create("https://photon.komoot.io");

  private static final int LEAST_BODY_LIMIT = 1024;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Checks them; an {@link IllegalArgumentException} says what is wrong and what is expected. */
  public RemoteSettings {
    require(
        isPlain(url),
        name
            + ".url: "
            + withoutSecrets(url)
            + " (expected: http or https, a host, no user, no query, no fragment)");
    require(
        timeout.isPositive(),
        name + ".timeout: " + timeout + " (expected: more than 0; try 1500 ms)");
    require(
        bodyLimit >= LEAST_BODY_LIMIT,
        name + ".body-limit: " + bodyLimit + " bytes (expected: 1024 at least; try 1 MiB)");
    require(maxRequests >= 1, name + ".max-requests: " + maxRequests + " (expected: 1 at least)");
  }

  /** With the usual limits. */
  public RemoteSettings(String name, URI url) {
    this(name, url, DEFAULT_TIMEOUT, DEFAULT_BODY_LIMIT, DEFAULT_MAX_REQUESTS);
  }

  /** A key goes over the network encrypted or not at all. */
  void requireSafeForKey() {
    require(
        url.getScheme().equals("https")
            || LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT)),
        name
            + ".url: "
            + url
            + " (expected: https, for a key travels with each request; plain http"
            + " to this machine only)");
  }

  /** Somebody may have written a key or a password into it. */
  private static String withoutSecrets(URI url) {
    return url.toString().replaceFirst("//[^/]*@", "//***@").replaceFirst("[?#].*", "?***");
  }

  private static boolean isPlain(URI url) {
    return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        && url.getHost() != null
        && url.getPort() != 0
        && url.getPort() <= 65_535
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static void require(boolean met, String complaint) {
    if (!met) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /** The URL of something below {@link #url}. */
  URI resolve(String pathAndQuery) {
    String base = url.toString();
    return URI.create(base.replaceFirst("/+$", "") + pathAndQuery);
  }

  boolean isEncrypted() {
    return url.getScheme().equals("https");
  }
}

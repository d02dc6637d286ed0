package io.proxyherd.config;

import java.time.Duration;
import java.util.List;

/**
 * How places near a client are looked up.
 *
 * @param providers in the order in which they are asked, each once
 * @param deadline a WHATSAT is answered within this time, with or without places
 * @param threads threads that look places up, per process
 * @param queueLimit lookups that may be under way; the next one is answered without places
 * @param embeddedCache how long answers of the embedded places serve again
 * @param embeddedMemoryBytes how much memory the embedded places may take to be answered at once
 */
public record PlacesSettings(
    List<PlaceSource> providers,
    Duration deadline,
    int threads,
    int queueLimit,
    CacheSettings embeddedCache,
    long embeddedMemoryBytes,
    RemoteProviderSettings google,
    RemoteProviderSettings googleLegacy,
    RemoteProviderSettings photon) {
  public PlacesSettings {
    providers = List.copyOf(providers);
  }

  /** The settings of a provider that is elsewhere; the embedded one is not. */
  public RemoteProviderSettings remote(PlaceSource source) {
    return switch (source) {
      case GOOGLE -> google;
      case GOOGLE_LEGACY -> googleLegacy;
      case PHOTON -> photon;
      case EMBEDDED -> throw new IllegalArgumentException("embedded (expected: a remote one)");
    };
  }
}

package io.proxyherd.ops;

import io.proxyherd.config.CacheSettings;
import io.proxyherd.config.ConfigException;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.KeySource;
import io.proxyherd.config.PlaceSource;
import io.proxyherd.config.PlacesSettings;
import io.proxyherd.config.RemoteProviderSettings;
import io.proxyherd.places.PlaceProvider;
import io.proxyherd.places.chain.ProviderChain;
import io.proxyherd.places.chain.ProviderRules;
import io.proxyherd.places.index.EmbeddedPlaces;
import io.proxyherd.places.remote.RemoteClient;
import io.proxyherd.places.remote.RemotePlaces;
import io.proxyherd.places.remote.RemoteSettings;
import io.proxyherd.places.remote.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The chain of providers that a configuration names, put together, with their keys. */
public final class ConfiguredPlaces implements AutoCloseable {
  /** For how many places a remote provider is asked at least; a call costs the same for one. */
  private static final int WHOLE_PAGE = 20;

  /** What the embedded places are left of the deadline when others are asked before them. */
  private static final Duration EMBEDDED_RESERVE = Duration.ofMillis(250);

  private final ProviderChain chain;
  private final RemoteClient client;
  private final String description;

  private ConfiguredPlaces(ProviderChain chain, RemoteClient client, String description) {
    this.chain = chain;
    this.client = client;
    this.description = description;
  }

  /**
   * Opens them; nobody is asked yet.
   *
   * @param environment where keys may be
   * @throws ConfigException if a key is missing or can't be read
   */
  public static ConfiguredPlaces open(HerdConfig herd, Map<String, String> environment) {
    Map<PlaceSource, Secret> keys = keys(herd, environment);
    PlacesSettings settings = herd.places();
    Path directory = herd.dataDir().resolve("places");
    var client = new RemoteClient();
    var links = new ArrayList<ProviderChain.Link>();
    Optional<EmbeddedPlaces> embedded = Optional.empty();
    for (PlaceSource source : settings.providers()) {
      if (source == PlaceSource.EMBEDDED) {
        var opened =
            EmbeddedPlaces.open(
                directory,
                settings.threads(),
                settings.queueLimit(),
                settings.embeddedMemoryBytes());
        embedded = Optional.of(opened);
        links.add(new ProviderChain.Link(opened, embeddedRules(settings)));
      } else {
        RemoteProviderSettings remote = settings.remote(source);
        links.add(
            new ProviderChain.Link(remote(source, client, remote, keys), remoteRules(remote)));
      }
    }
    var chain = new ProviderChain(links, settings.deadline(), settings.queueLimit(), directory);
    return new ConfiguredPlaces(chain, client, describe(settings.providers(), embedded));
  }

  /**
   * Looks whether each provider that is chosen has the key it needs.
   *
   * @throws ConfigException if not, with the cure; keys are not in it
   */
  public static void check(HerdConfig herd, Map<String, String> environment) {
    var _ = keys(herd, environment);
  }

  private static Map<PlaceSource, Secret> keys(HerdConfig herd, Map<String, String> environment) {
    var keys = new EnumMap<PlaceSource, Secret>(PlaceSource.class);
    var complaints = new ArrayList<String>();
    for (PlaceSource source : herd.places().providers()) {
      switch (source) {
        case GOOGLE, GOOGLE_LEGACY -> {
          try {
            keys.put(source, key(source, herd.places().remote(source), environment));
          } catch (IllegalArgumentException e) {
            complaints.add(String.valueOf(e.getMessage()));
          }
        }
        case EMBEDDED, PHOTON -> {}
      }
    }
    if (!complaints.isEmpty()) {
      throw new ConfigException(complaints);
    }
    return keys;
  }

  private static Secret key(
      PlaceSource source, RemoteProviderSettings settings, Map<String, String> environment) {
    KeySource where =
        settings
            .key()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "places.providers: %s has no key (expected: %s.key-file, or the variable %s)"
                        .formatted(source.written(), source.written(), source.keyVariable())));
    return switch (where) {
      case KeySource.InFile(var file) -> Secret.read(source.written() + ".key-file", file);
      case KeySource.InVariable(var name) -> Secret.of(name, environment.getOrDefault(name, ""));
    };
  }

  private static PlaceProvider remote(
      PlaceSource source,
      RemoteClient client,
      RemoteProviderSettings settings,
      Map<PlaceSource, Secret> keys) {
    var remote =
        new RemoteSettings(
            source.written(),
            settings.url(),
            settings.timeout(),
            settings.bodyLimitBytes(),
            settings.maxRequests());
    return switch (source) {
      case GOOGLE -> RemotePlaces.google(client, remote, keyOf(source, keys));
      case GOOGLE_LEGACY -> RemotePlaces.googleLegacy(client, remote, keyOf(source, keys));
      case PHOTON -> RemotePlaces.photon(client, remote);
      case EMBEDDED -> throw new IllegalArgumentException("embedded (expected: a remote one)");
    };
  }

  private static Secret keyOf(PlaceSource source, Map<PlaceSource, Secret> keys) {
    return Optional.ofNullable(keys.get(source)).orElseThrow();
  }

  /** It is cheap, near, and fails at once when it has too much to do. */
  private static ProviderRules embeddedRules(PlacesSettings settings) {
    return new ProviderRules(
        settings.deadline(),
        EMBEDDED_RESERVE,
        0,
        1,
        cache(settings.embeddedCache()),
        Optional.empty(),
        Optional.empty());
  }

  private static ProviderRules remoteRules(RemoteProviderSettings settings) {
    return new ProviderRules(
        settings.timeout(),
        settings.timeout(),
        settings.retries(),
        WHOLE_PAGE,
        cache(settings.cache()),
        Optional.of(new ProviderRules.Breaker(settings.breakerFailures(), settings.breakerPause())),
        Optional.of(
            new ProviderRules.Limits(
                settings.perSecond(), settings.perClientMinute(), settings.dailyBudget())));
  }

  private static ProviderRules.Cache cache(CacheSettings cache) {
    return new ProviderRules.Cache(cache.ttl(), cache.bytes());
  }

  private static String describe(List<PlaceSource> providers, Optional<EmbeddedPlaces> embedded) {
    return providers.equals(List.of(PlaceSource.EMBEDDED))
        ? String.format("%,d places", embedded.orElseThrow().size())
        : "places from "
            + providers.stream().map(PlaceSource::written).collect(Collectors.joining(", then "));
  }

  /** The chain, as servers ask it. */
  public ProviderChain chain() {
    return chain;
  }

  /** What there is, for people, such as {@code 190,188 places}. */
  public String description() {
    return description;
  }

  @Override
  public void close() {
    chain.close();
    client.close();
  }
}

package io.proxyherd.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a provider of places on the network, a section of the file each.
 *
 * @param section its name in the file
 * @param keyFile empty for a provider without a key
 * @param ttl how long an answer serves again, under the name that its terms allow
 */
record RemoteProviderTable(
    String section,
    Setting<URI> url,
    Optional<Setting<Optional<Path>>> keyFile,
    Setting<Duration> timeout,
    Setting<Integer> retries,
    Setting<Integer> maxRequests,
    Setting<Long> bodyLimit,
    Setting<Integer> perSecond,
    Setting<Integer> perClientMinute,
    Setting<Optional<Integer>> dailyBudget,
    Setting<Integer> breakerFailures,
    Setting<Duration> breakerPause,
    Setting<Duration> ttl,
    Setting<Long> cacheSize) {
  static final RemoteProviderTable GOOGLE = paid("google", "https://places.googleapis.com");
  static final RemoteProviderTable GOOGLE_LEGACY =
      paid("google-legacy", "https://maps.googleapis.com");

  /** Its public server asks for fair use. */
  static final RemoteProviderTable PHOTON =
      of(
          "photon",
          "https://photon.komoot.io",
          Optional.empty(),
          "2",
          "off",
          new Setting<>(
              "photon.cache-ttl",
              Kind.duration("0 s", "30 d", "10 m"),
              "10 m",
              "For how long an answer is kept and serves whoever asks the same; 0 s for not at"
                  + " all."));

  static final List<RemoteProviderTable> ALL = List.of(GOOGLE, GOOGLE_LEGACY, PHOTON);

  private static RemoteProviderTable paid(String section, String url) {
    return of(
        section,
        url,
        Optional.of(
            new Setting<>(
                section + ".key-file",
                Kind.fileOrOff("google.key"),
                "off",
                "The file that holds the key and nothing else; the key may also be in a variable"
                    + " of the environment, but never in this file.")),
        "10",
        "1000",
        new Setting<>(
            section + ".share-for",
            Kind.duration("0 s", "5 s", "1 s"),
            "1 s",
            "For how long an answer also serves those who ask the same; Google's terms allow no"
                + " cache, so this is for one rush only. 0 s: only for those who wait for it."));
  }

  private static RemoteProviderTable of(
      String section,
      String url,
      Optional<Setting<Optional<Path>>> keyFile,
      String perSecond,
      String dailyBudget,
      Setting<Duration> ttl) {
    return new RemoteProviderTable(
        section,
        new Setting<>(
            section + ".url", Kind.url(), url, "Where the API begins; https where a key is sent."),
        keyFile,
        new Setting<>(
            section + ".timeout",
            Kind.duration("10 ms", "60 s", "1500 ms"),
            "1500 ms",
            "How long one question may take it, with all tries; less when places.deadline leaves"
                + " less, of which the providers behind it keep a share."),
        new Setting<>(
            section + ".retries",
            Kind.count(0, 5),
            "1",
            "How often it is asked again after a failure that may pass."),
        new Setting<>(
            section + ".max-requests",
            Kind.count(1, 10_000),
            "100",
            "How many requests may be under way at a time."),
        new Setting<>(
            section + ".body-limit",
            Kind.size("1 KiB", "64 MiB", "1 MiB"),
            "1 MiB",
            "The longest answer; a longer one is cut off and fails."),
        new Setting<>(
            section + ".per-second",
            Kind.count(1, 10_000),
            perSecond,
            "How many calls each process makes per second at most; beyond, the next is asked."),
        new Setting<>(
            section + ".per-client",
            Kind.count(1, 1_000_000),
            "60",
            "How many of its calls the clients at one address may cause per minute."),
        new Setting<>(
            section + ".daily-budget",
            Kind.countOrOff(1, 1_000_000_000),
            dailyBudget,
            "How many calls it gets per day (UTC) at most, tries included, of all servers with"
                + " this data-dir together, also after a restart."),
        new Setting<>(
            section + ".breaker-failures",
            Kind.count(1, 1000),
            "5",
            "After so many failures in a row it is left alone for a while."),
        new Setting<>(
            section + ".breaker-pause",
            Kind.duration("10 ms", "1 h", "30 s"),
            "30 s",
            "How long it is left alone; then one question tries it."),
        ttl,
        new Setting<>(
            section + ".cache-size",
            Kind.size("64 KiB", "4 GiB", "16 MiB"),
            "16 MiB",
            "How much memory the answers that are kept may take."));
  }

  /** All of them, in the order of the file. */
  List<Setting<?>> settings() {
    Stream<Setting<?>> keyed = Stream.concat(Stream.of(url), keyFile.stream());
    return Stream.concat(
            keyed,
            Stream.<Setting<?>>of(
                timeout,
                retries,
                maxRequests,
                bodyLimit,
                perSecond,
                perClientMinute,
                dailyBudget,
                breakerFailures,
                breakerPause,
                ttl,
                cacheSize))
        .toList();
  }

  /** Its key, which is not in the file. */
  HiddenSetting key() {
    return new HiddenSetting(section + ".key");
  }
}

package io.proxyherd.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the herd of what is written of it. Where a value is refused, the standard one stands in, so
 * that reading goes on and finds the next one to complain of.
 */
final class HerdReader {
  private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Written written;
  private final Path directory;
  private final Complaints complaints;

  HerdReader(Written written, Path directory, Complaints complaints) {
    this.written = written;
    this.directory = directory;
    this.complaints = complaints;
  }

  HerdConfig herd() {
    var shape = new HerdShape(written, complaints);
    Path dataDir = directory.resolve(value(Settings.DATA_DIR));
    return new HerdConfig(
        value(Settings.CLUSTER),
        dataDir,
        shape.servers(),
        shape.links(),
        shape.legacy(),
        client(),
        peer(),
        new ClockSettings(value(Settings.TOLERANCE)),
        reports(),
        journal(),
        places(),
        http(),
        new StatusSettings(
            value(Settings.READY_TIMEOUT),
            value(Settings.REMEMBERED_LOSSES),
            value(Settings.ANSWER_TIMEOUT)),
        log(dataDir));
  }

  private ClientSettings client() {
    return new ClientSettings(
        Math.toIntExact(value(Settings.LINE_LIMIT)),
        value(Settings.IDLE_FLUSH),
        value(Settings.IDLE_TIMEOUT),
        value(Settings.MAX_CONNECTIONS),
        value(Settings.MAX_PENDING_REPLIES));
  }

  private PeerSettings peer() {
    Duration reconnectMin = value(Settings.RECONNECT_MIN);
    Duration reconnectMax = value(Settings.RECONNECT_MAX);
    Duration pingAfter = value(Settings.PING_AFTER);
    Duration silentAfter = value(Settings.SILENT_AFTER);
    Duration helloTimeout = value(Settings.HELLO_TIMEOUT);
    Duration warn = value(Settings.CLOCK_OFFSET_WARN);
    Duration refuse = value(Settings.CLOCK_OFFSET_REFUSE);
    check(
        reconnectMin.compareTo(reconnectMax) <= 0,
        Settings.RECONNECT_MAX,
        "no less than peer.reconnect-min");
    check(pingAfter.compareTo(silentAfter) < 0, Settings.SILENT_AFTER, "more than peer.ping-after");
    check(
        warn.compareTo(refuse) <= 0,
        Settings.CLOCK_OFFSET_REFUSE,
        "no less than peer.clock-offset-warn");
    return new PeerSettings(
        value(Settings.REDUNDANCY),
        reconnectMin,
        reconnectMax,
        pingAfter,
        silentAfter,
        helloTimeout,
        warn,
        refuse);
  }

  private void check(boolean holds, Setting<?> setting, String expectation) {
    if (!holds) {
      Written.Value value = written(setting);
      complaints.refused(value.origin(), setting.key(), value.text(), expectation);
    }
  }

  private ReportSettings reports() {
    return new ReportSettings(
        value(Settings.TTL), value(Settings.TOMBSTONE_TTL), value(Settings.MAX_CLIENTS));
  }

  private JournalSettings journal() {
    return new JournalSettings(
        value(Settings.DURABILITY),
        value(Settings.SYNC_INTERVAL),
        value(Settings.CHECKPOINT_MIN_SIZE));
  }

  private PlacesSettings places() {
    return new PlacesSettings(
        value(Settings.PROVIDERS),
        value(Settings.DEADLINE),
        value(Settings.THREADS),
        value(Settings.QUEUE_LIMIT),
        new CacheSettings(value(Settings.EMBEDDED_CACHE_TTL), value(Settings.EMBEDDED_CACHE_SIZE)),
        value(Settings.EMBEDDED_MEMORY),
        remote(RemoteProviderTable.GOOGLE),
        remote(RemoteProviderTable.GOOGLE_LEGACY),
        remote(RemoteProviderTable.PHOTON));
  }

  private RemoteProviderSettings remote(RemoteProviderTable table) {
    URI url = value(table.url());
    check(
        table.keyFile().isEmpty() || url.getScheme().equals("https") || isHere(url),
        table.url(),
        "https, for a key travels with each request; plain http to this machine only");
    return new RemoteProviderSettings(
        url,
        key(table),
        value(table.timeout()),
        value(table.retries()),
        value(table.maxRequests()),
        Math.toIntExact(value(table.bodyLimit())),
        new CacheSettings(value(table.ttl()), value(table.cacheSize())),
        value(table.perSecond()),
        value(table.perClientMinute()),
        value(table.dailyBudget()),
        value(table.breakerFailures()),
        value(table.breakerPause()));
  }

  private static boolean isHere(URI url) {
    return LOCALHOST.contains(url.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<KeySource> key(RemoteProviderTable table) {
    Optional<Path> file = table.keyFile().flatMap(this::value);
    return written.settings().containsKey(table.key())
        ? Optional.of(new KeySource.InVariable(table.keyVariable()))
        : file.map(path -> new KeySource.InFile(directory.resolve(path)));
  }

  private HttpSettings http() {
    return new HttpSettings(
        value(Settings.HTTP_MAX_CONNECTIONS),
        value(Settings.HTTP_IDLE_TIMEOUT),
        Math.toIntExact(value(Settings.HTTP_MAX_BODY)),
        value(Settings.HTTP_MAX_ROWS),
        value(Settings.HTTP_MAX_WAIT),
        value(Settings.HTTP_MAX_RADIUS_KM),
        value(Settings.HTTP_MAX_PLACES),
        value(Settings.HTTP_MAX_STREAMS),
        value(Settings.HTTP_STREAM_HEARTBEAT),
        value(Settings.HTTP_CORS_ORIGINS),
        value(Settings.HTTP_TILES_URL));
  }

  private LogSettings log(Path dataDir) {
    Path dir = value(Settings.LOG_DIR);
    return new LogSettings(
        written.settings().containsKey(Settings.LOG_DIR.key())
            ? directory.resolve(dir)
            : dataDir.resolve("log"),
        value(Settings.LOG_LEVEL),
        value(Settings.LOG_FORMAT),
        value(Settings.MAX_FILE_SIZE),
        value(Settings.KEEP_FILES));
  }

  private <T> T value(Setting<T> setting) {
    return complaints
        .read(written(setting), setting.key(), setting.kind())
        .orElseGet(setting::standardValue);
  }

  private Written.Value written(Setting<?> setting) {
    return written
        .settings()
        .getOrDefault(setting.key(), new Written.Value(setting.standard(), new Origin.Standard()));
  }
}

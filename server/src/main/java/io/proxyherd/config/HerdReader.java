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
    StoreKind store = value(Settings.STORE);
    return new HerdConfig(
        value(Settings.CLUSTER),
        dataDir,
        shape.servers(),
        shape.links(store.usesLinks()),
        shape.legacy(),
        new StoreSettings(store, cassandra()),
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

  private CassandraConfig cassandra() {
    check(
        value(CassandraTable.READ_CONSISTENCY) != Consistency.EACH_QUORUM,
        CassandraTable.READ_CONSISTENCY,
        "another one; Cassandra has each-quorum for writes only");
    return new CassandraConfig(
        value(CassandraTable.CONTACT_POINTS),
        value(CassandraTable.LOCAL_DATACENTER),
        value(CassandraTable.KEYSPACE),
        value(CassandraTable.READ_CONSISTENCY),
        value(CassandraTable.WRITE_CONSISTENCY),
        value(CassandraTable.TIMEOUT),
        value(CassandraTable.CONNECT_TIMEOUT),
        value(CassandraTable.MAX_IN_FLIGHT),
        value(CassandraTable.MAX_WAITING),
        login(),
        tls());
  }

  private Optional<CassandraConfig.Login> login() {
    Optional<String> username = value(CassandraTable.USERNAME);
    Optional<KeySource> password =
        hidden(CassandraTable.PASSWORD, value(CassandraTable.PASSWORD_FILE));
    check(
        username.isEmpty() || password.isPresent(),
        CassandraTable.USERNAME,
        "a password for it: cassandra.password-file, or the variable "
            + CassandraTable.PASSWORD.variable());
    check(
        username.isPresent() || password.isEmpty(),
        CassandraTable.USERNAME,
        "the role whose password is given");
    return username.flatMap(name -> password.map(it -> new CassandraConfig.Login(name, it)));
  }

  private Optional<CassandraConfig.Tls> tls() {
    boolean encrypted = value(CassandraTable.TLS);
    Optional<Path> ca = file(CassandraTable.CA_FILE, encrypted);
    Optional<Path> cert = file(CassandraTable.CERT_FILE, encrypted);
    Optional<Path> key = file(CassandraTable.KEY_FILE, encrypted);
    check(
        cert.isEmpty() || key.isPresent(),
        CassandraTable.KEY_FILE,
        "a path of a file, for there is a cassandra.cert-file");
    check(
        key.isEmpty() || cert.isPresent(),
        CassandraTable.CERT_FILE,
        "a path of a file, for there is a cassandra.key-file");
    var identity = cert.flatMap(its -> key.map(with -> new CassandraConfig.Identity(its, with)));
    var tls = new CassandraConfig.Tls(ca, identity, value(CassandraTable.TLS_HOST_CHECK));
    return encrypted ? Optional.of(tls) : Optional.empty();
  }

  /** A file that only an encrypted connection needs. */
  private Optional<Path> file(Setting<Optional<Path>> setting, boolean encrypted) {
    Optional<Path> file = value(setting);
    if (!encrypted && file.isPresent()) {
      // Not what it is: somebody may have put a key there.
      complaints.refused(
          written(setting).origin(), setting.key(), "set", "off, or cassandra.tls: on");
    }
    return file.map(directory::resolve);
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
        table.keyFile().flatMap(file -> hidden(table.key(), value(file))),
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

  /** Where a secret is; a variable goes before a file. */
  private Optional<KeySource> hidden(HiddenSetting setting, Optional<Path> file) {
    return written.settings().containsKey(setting.key())
        ? Optional.of(new KeySource.InVariable(setting.variable()))
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

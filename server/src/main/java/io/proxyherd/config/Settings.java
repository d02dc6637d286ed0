package io.proxyherd.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table of all settings: the one place that knows their keys, ranges and standard values. The
 * file, the environment, {@code herd.yaml} and its test all follow it. Not in it, for their shape
 * is not key and value: {@code servers}, {@code links} and {@code legacy}.
 */
final class Settings {
  static final String SERVERS = "servers";
  static final String LINKS = "links";
  static final String LEGACY = "legacy";

  static final Setting<String> CLUSTER =
      new Setting<>(
          "cluster",
          Kind.name(),
          "proxyherd",
          "The herd's name: servers of another cluster are refused as peers.");
  static final Setting<Path> DATA_DIR =
      new Setting<>(
          "data-dir",
          Kind.path(),
          "herd-data",
          "Where the servers keep their state, each in a directory of its own name.");

  static final Setting<StoreKind> STORE =
      new Setting<>(
          "store",
          Kind.oneOf(StoreKind.class),
          "herd",
          "Where reports are kept: herd, on these servers, each of which has all of them;"
              + " cassandra, in Apache Cassandra, for more than one server can hold, and the"
              + " servers have no links and no journal; both, as in herd and written to Cassandra"
              + " as well, while a herd is moved.");

  static final Setting<Long> LINE_LIMIT =
      new Setting<>(
          "client.line-limit",
          Kind.size("128 B", "32 KiB", "4 KiB"),
          "4 KiB",
          "The longest line a client may send; a longer one is answered with \"? \" and its first"
              + " 64 bytes, and skipped.");
  static final Setting<Optional<Duration>> IDLE_FLUSH =
      new Setting<>(
          "client.idle-flush",
          Kind.durationOrOff("10 ms", "60 s", "200 ms"),
          "off",
          "Text without a line end that has waited this long is taken as a line, for clients that"
              + " never send one.");
  static final Setting<Optional<Duration>> IDLE_TIMEOUT =
      new Setting<>(
          "client.idle-timeout",
          Kind.durationOrOff("1 s", "30 d", "10 m"),
          "10 m",
          "A client that has been silent this long is disconnected.");
  static final Setting<Integer> MAX_CONNECTIONS =
      new Setting<>(
          "client.max-connections",
          Kind.count(1, 1_000_000),
          "100000",
          "How many clients may be connected to one server at a time.");
  static final Setting<Integer> MAX_PENDING_REPLIES =
      new Setting<>(
          "client.max-pending-replies",
          Kind.count(1, 1_000_000),
          "1000",
          "How many commands of one client may await their answers; then the server stops reading"
              + " from it until it has caught up.");

  static final Setting<Redundancy> REDUNDANCY =
      new Setting<>(
          "peer.redundancy",
          Kind.oneOf(Redundancy.class),
          "tree",
          "Over which links updates travel: tree, each server gets each update once; all, by the"
              + " fastest way and again by the others, for small herds that count milliseconds.");
  static final Setting<Duration> RECONNECT_MIN =
      new Setting<>(
          "peer.reconnect-min",
          Kind.duration("10 ms", "60 s", "100 ms"),
          "100 ms",
          "The first pause before a lost peer is dialled again; it doubles with each attempt.");
  static final Setting<Duration> RECONNECT_MAX =
      new Setting<>(
          "peer.reconnect-max",
          Kind.duration("10 ms", "1 h", "5 s"),
          "5 s",
          "The longest pause between two attempts; no less than reconnect-min.");
  static final Setting<Duration> PING_AFTER =
      new Setting<>(
          "peer.ping-after",
          Kind.duration("10 ms", "60 s", "500 ms"),
          "500 ms",
          "A peer that has been silent this long is asked whether it is there.");
  static final Setting<Duration> SILENT_AFTER =
      new Setting<>(
          "peer.silent-after",
          Kind.duration("50 ms", "10 m", "2 s"),
          "2 s",
          "A peer that has been silent this long is taken for lost; more than ping-after.");
  static final Setting<Duration> HELLO_TIMEOUT =
      new Setting<>(
          "peer.hello-timeout",
          Kind.duration("100 ms", "60 s", "5 s"),
          "5 s",
          "A new peer connection must have said who it is within this time.");
  static final Setting<Duration> CLOCK_OFFSET_WARN =
      new Setting<>(
          "peer.clock-offset-warn",
          Kind.duration("1 ms", "1 h", "500 ms"),
          "500 ms",
          "Two servers whose clocks differ by more than this log a warning.");
  static final Setting<Duration> CLOCK_OFFSET_REFUSE =
      new Setting<>(
          "peer.clock-offset-refuse",
          Kind.duration("1 ms", "1 d", "10 s"),
          "10 s",
          "Two servers whose clocks differ by more than this refuse each other; no less than"
              + " clock-offset-warn.");

  static final Setting<Duration> TOLERANCE =
      new Setting<>(
          "clock.tolerance",
          Kind.duration("0 s", "1 d", "60 s"),
          "60 s",
          "A client's clock may run ahead of the server's by this much; a time beyond counts as"
              + " this, so that a wrong clock locks nobody out for years.");

  static final Setting<Duration> TTL =
      new Setting<>(
          "reports.ttl",
          Kind.duration("1 s", "3650 d", "30 d"),
          "30 d",
          "How long after a server has received it a report is true; then its client is unknown"
              + " again, on all servers. Must be the same on all of them.");
  static final Setting<Duration> TOMBSTONE_TTL =
      new Setting<>(
          "reports.tombstone-ttl",
          Kind.duration("1 s", "3650 d", "10 d"),
          "10 d",
          "How long it is remembered that a client was forgotten; a server that was away for longer"
              + " may bring it back. Must be the same on all servers.");
  static final Setting<Integer> MAX_CLIENTS =
      new Setting<>(
          "reports.max-clients",
          Kind.count(1, 1_000_000_000),
          "1000000",
          "How many clients the herd may know, at about 200 bytes of memory each on every server;"
              + " beyond it new ones are answered \"? \" and known ones go on.");

  static final Setting<Durability> DURABILITY =
      new Setting<>(
          "journal.durability",
          Kind.oneOf(Durability.class),
          "async",
          "What an acknowledged report survives: memory nothing, async the end of the process, sync"
              + " also a power cut.");
  static final Setting<Duration> SYNC_INTERVAL =
      new Setting<>(
          "journal.sync-interval",
          Kind.duration("10 ms", "60 s", "1 s"),
          "1 s",
          "With async, what is written reaches the medium within this time.");
  static final Setting<Long> CHECKPOINT_MIN_SIZE =
      new Setting<>(
          "journal.checkpoint-min-size",
          Kind.size("64 KiB", "64 GiB", "64 MiB"),
          "64 MiB",
          "A journal is rewritten without what is superseded once it has twice the size of what is"
              + " left, but not below this size.");

  static final Setting<List<PlaceSource>> PROVIDERS =
      new Setting<>(
          "places.providers",
          Kind.orderOf(PlaceSource.class, "[google, embedded]"),
          "[embedded]",
          "Who is asked for places: one after the other, until one answers. embedded needs neither"
              + " key nor network; google, google-legacy and photon have a section each below.");
  static final Setting<Duration> DEADLINE =
      new Setting<>(
          "places.deadline",
          Kind.duration("10 ms", "60 s", "2 s"),
          "2 s",
          "A WHATSAT is answered within this time, with or without places.");
  static final Setting<Integer> THREADS =
      new Setting<>(
          "places.threads",
          Kind.count(1, 64),
          "2",
          "How many threads of one server look places up.");
  static final Setting<Integer> QUEUE_LIMIT =
      new Setting<>(
          "places.queue-limit",
          Kind.count(1, 1_000_000),
          "10000",
          "How many lookups may be under way; the next one is answered without places.");
  static final Setting<Duration> EMBEDDED_CACHE_TTL =
      new Setting<>(
          "embedded.cache-ttl",
          Kind.duration("0 s", "30 d", "10 m"),
          "0 s",
          "For how long an answer is kept and serves whoever asks the same; 0 s for not at all, so"
              + " that what is imported is found at once.");
  static final Setting<Long> EMBEDDED_CACHE_SIZE =
      new Setting<>(
          "embedded.cache-size",
          Kind.size("64 KiB", "4 GiB", "16 MiB"),
          "16 MiB",
          "How much memory the answers that are kept may take.");

  static final Setting<Long> EMBEDDED_MEMORY =
      new Setting<>(
          "embedded.memory",
          Kind.size("64 KiB", "64 GiB", "64 MiB"),
          "64 MiB",
          "How much memory places may take to be answered at once: 32 bytes for each place there"
              + " is, else all are looked up in files; what is left holds those that were asked"
              + " for, some 300 bytes each.");

  static final Setting<Integer> HTTP_MAX_CONNECTIONS =
      new Setting<>(
          "http.max-connections",
          Kind.count(1, 100_000),
          "100",
          "How many connections a server takes at its HTTP port at a time.");
  static final Setting<Duration> HTTP_IDLE_TIMEOUT =
      new Setting<>(
          "http.idle-timeout",
          Kind.duration("100 ms", "10 m", "30 s"),
          "30 s",
          "An HTTP connection on which no request has been completed for this long is closed.");
  static final Setting<Long> HTTP_MAX_BODY =
      new Setting<>(
          "http.max-body",
          Kind.size("4 KiB", "16 MiB", "1 MiB"),
          "1 MiB",
          "The longest body of a request; each connection may hold one in memory.");
  static final Setting<Integer> HTTP_MAX_ROWS =
      new Setting<>(
          "http.max-rows",
          Kind.count(1, 1_000_000),
          "10000",
          "How many positions one request may bring.");
  static final Setting<Duration> HTTP_MAX_WAIT =
      new Setting<>(
          "http.max-wait",
          Kind.duration("0 s", "60 s", "5 s"),
          "5 s",
          "How long a request with minTime may wait until the server has so new a report.");
  static final Setting<Integer> HTTP_MAX_RADIUS_KM =
      new Setting<>(
          "http.max-radius-km",
          Kind.count(1, 20_038),
          "50",
          "The greatest radius, in kilometres, in which a request may look for places.");
  static final Setting<Integer> HTTP_MAX_PLACES =
      new Setting<>(
          "http.max-places",
          Kind.count(1, 1000),
          "60",
          "The most places that one request may ask for.");
  static final Setting<Integer> HTTP_MAX_STREAMS =
      new Setting<>(
          "http.max-streams",
          Kind.count(0, 100_000),
          "1000",
          "How many readers a server tells of every change at a time, besides max-connections.");
  static final Setting<Duration> HTTP_STREAM_HEARTBEAT =
      new Setting<>(
          "http.stream-heartbeat",
          Kind.duration("100 ms", "10 m", "15 s"),
          "15 s",
          "A stream that has nothing to tell says after this time that it is still there.");
  static final Setting<List<String>> HTTP_CORS_ORIGINS =
      new Setting<>(
          "http.cors-origins",
          Kind.origins(),
          "off",
          "The web pages of other servers that may ask and report from a browser, by their"
              + " origins (CORS).");
  static final Setting<Optional<String>> HTTP_TILES_URL =
      new Setting<>(
          "http.tiles-url",
          Kind.tilesOrOff(),
          "off",
          "Where browsers get the tiles of the dashboard's map; when off, it draws the world by"
              + " itself and asks nobody.");

  static final Setting<Duration> READY_TIMEOUT =
      new Setting<>(
          "status.ready-timeout",
          Kind.duration("0 s", "1 h", "10 s"),
          "10 s",
          "A server that starts says that it is ready once it has what its neighbours have, and"
              + " after this time in any case.");
  static final Setting<Integer> REMEMBERED_LOSSES =
      new Setting<>(
          "status.remembered-losses",
          Kind.count(0, 1_000_000),
          "10000",
          "Of how many clients a server remembers the last message that lost, which herd why"
              + " tells; 0 for none.");

  static final Setting<Duration> ANSWER_TIMEOUT =
      new Setting<>(
          "status.answer-timeout",
          Kind.duration("10 ms", "1 m", "1 s"),
          "1 s",
          "How long the thread that does a server's work may take to answer /healthz, /readyz and"
              + " /metrics; after that they answer 503.");

  /** Not set, it follows {@link #DATA_DIR}. */
  static final Setting<Path> LOG_DIR =
      new Setting<>(
          "log.dir",
          Kind.path(),
          "herd-data/log",
          "Where the log files are, <server>.log for each server; when not set, log in data-dir.");

  static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log.level",
          Kind.oneOf(LogLevel.class),
          "traffic",
          "What is logged: error and warn log trouble, info also servers and peers that come and"
              + " go, traffic also every line in and out.");
  static final Setting<LogFormat> LOG_FORMAT =
      new Setting<>(
          "log.format",
          Kind.oneOf(LogFormat.class),
          "text",
          "How a log line looks: text for people, json for programs that gather logs.");
  static final Setting<Long> MAX_FILE_SIZE =
      new Setting<>(
          "log.max-file-size",
          Kind.size("4 KiB", "1 GiB", "16 MiB"),
          "16 MiB",
          "A log file that has reached this size is put aside as <server>.1.log and a new one"
              + " begun.");
  static final Setting<Integer> KEEP_FILES =
      new Setting<>(
          "log.keep-files",
          Kind.count(1, 100),
          "5",
          "How many log files put aside are kept; older ones are deleted.");

  private static final List<Setting<?>> OWN =
      List.of(
          CLUSTER,
          DATA_DIR,
          STORE,
          LINE_LIMIT,
          IDLE_FLUSH,
          IDLE_TIMEOUT,
          MAX_CONNECTIONS,
          MAX_PENDING_REPLIES,
          REDUNDANCY,
          RECONNECT_MIN,
          RECONNECT_MAX,
          PING_AFTER,
          SILENT_AFTER,
          HELLO_TIMEOUT,
          CLOCK_OFFSET_WARN,
          CLOCK_OFFSET_REFUSE,
          TOLERANCE,
          TTL,
          TOMBSTONE_TTL,
          MAX_CLIENTS,
          DURABILITY,
          SYNC_INTERVAL,
          CHECKPOINT_MIN_SIZE,
          PROVIDERS,
          DEADLINE,
          THREADS,
          QUEUE_LIMIT,
          EMBEDDED_CACHE_TTL,
          EMBEDDED_CACHE_SIZE,
          EMBEDDED_MEMORY,
          HTTP_MAX_CONNECTIONS,
          HTTP_IDLE_TIMEOUT,
          HTTP_MAX_BODY,
          HTTP_MAX_ROWS,
          HTTP_MAX_WAIT,
          HTTP_MAX_RADIUS_KM,
          HTTP_MAX_PLACES,
          HTTP_MAX_STREAMS,
          HTTP_STREAM_HEARTBEAT,
          HTTP_CORS_ORIGINS,
          HTTP_TILES_URL,
          READY_TIMEOUT,
          REMEMBERED_LOSSES,
          ANSWER_TIMEOUT,
          LOG_DIR,
          LOG_LEVEL,
          LOG_FORMAT,
          MAX_FILE_SIZE,
          KEEP_FILES);

  static final List<Setting<?>> ALL =
      Stream.of(
              OWN.stream(),
              RemoteProviderTable.ALL.stream().flatMap(table -> table.settings().stream()),
              CassandraTable.ALL.stream())
          .flatMap(part -> part)
          .toList();

  /** What no file may hold. */
  static final List<HiddenSetting> HIDDEN =
      Stream.concat(
              RemoteProviderTable.ALL.stream()
                  .filter(table -> table.keyFile().isPresent())
                  .map(RemoteProviderTable::key),
              Stream.of(CassandraTable.PASSWORD))
          .toList();

  private Settings() {}

  static Optional<Setting<?>> find(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** The file's outermost keys, in the order of the table. */
  static List<String> sections() {
    var settings = ALL.stream().map(setting -> setting.key().split("\\.", 2)[0]);
    return Stream.concat(settings, Stream.of(SERVERS, LINKS, LEGACY)).distinct().toList();
  }

  /** The keys within a section, without its name; none if there is no such section. */
  static List<String> keysOf(String section) {
    String prefix = section + ".";
    return ALL.stream()
        .map(Setting::key)
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  /** The full key of a setting whose last part this is: written in the wrong section. */
  static Optional<String> keyEndingIn(String name) {
    return ALL.stream().map(Setting::key).filter(key -> key.endsWith("." + name)).findFirst();
  }
}

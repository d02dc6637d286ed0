package io.proxyherd.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the section {@code cassandra}. */
final class CassandraTable {
  static final String SECTION = "cassandra";

  static final HiddenSetting PASSWORD = new HiddenSetting(SECTION + ".password");

  static final Setting<List<Address>> CONTACT_POINTS =
      of(
          "contact-points",
          Kind.addresses(),
          "[127.0.0.1:9042]",
          "Some of its nodes, which name the others; until one of them answers, a server that"
              + " starts can do nothing for its clients.");
  static final Setting<String> LOCAL_DATACENTER =
      of(
          "local-datacenter",
          Kind.name(),
          "datacenter1",
          "The data centre whose nodes this server uses, by its name there: that in its own"
              + " region.");
  static final Setting<String> KEYSPACE =
      of(
          "keyspace",
          Kind.keyspace(),
          "herd",
          "The keyspace with the herd's table, which bin/herd cassandra init creates; each herd has"
              + " its own.");
  static final Setting<Consistency> READ_CONSISTENCY =
      of(
          "read-consistency",
          Kind.oneOf(Consistency.class),
          "local-quorum",
          "How many copies of a report must answer when it is read. With local-one an older report"
              + " may be found.");
  static final Setting<Consistency> WRITE_CONSISTENCY =
      of(
          "write-consistency",
          Kind.oneOf(Consistency.class),
          "local-quorum",
          "How many copies of a report must be kept before its client is answered.");
  static final Setting<Duration> TIMEOUT =
      of(
          "timeout",
          Kind.duration("10 ms", "60 s", "2 s"),
          "2 s",
          "How long a request may take, its waiting included; after that the client is told that"
              + " it failed.");
  static final Setting<Duration> CONNECT_TIMEOUT =
      of(
          "connect-timeout",
          Kind.duration("100 ms", "60 s", "5 s"),
          "5 s",
          "How long a connection to a node may take until it can be used.");
  static final Setting<Integer> MAX_IN_FLIGHT =
      of(
          "max-in-flight",
          Kind.count(1, 32_768),
          "1024",
          "How many requests of one server may be under way at a time.");
  static final Setting<Integer> MAX_WAITING =
      of(
          "max-waiting",
          Kind.count(0, 1_000_000),
          "10000",
          "How many more may wait, while no more is read from the clients; the next one fails at"
              + " once.");
  static final Setting<Optional<String>> USERNAME =
      of(
          "username",
          Kind.usernameOrOff(),
          "off",
          "The role as which the servers log in; not a superuser, whom no guardrail holds.");
  static final Setting<Optional<Path>> PASSWORD_FILE =
      of(
          "password-file",
          Kind.fileOrOff("cassandra.password"),
          "off",
          "The file that holds the role's password and nothing else; it may also be in the variable"
              + " HERD_CASSANDRA_PASSWORD, but never in this file.");
  static final Setting<Boolean> TLS =
      of(
          "tls",
          Kind.onOrOff(),
          "off",
          "Whether connections are encrypted; without, a password can be read on the way.");
  static final Setting<Optional<Path>> CA_FILE =
      of(
          "ca-file",
          Kind.fileOrOff("ca.pem"),
          "off",
          "With tls, the certificates (PEM) of those who may have signed the nodes'; when off,"
              + " those that Java trusts.");
  static final Setting<Optional<Path>> CERT_FILE =
      of(
          "cert-file",
          Kind.fileOrOff("server.pem"),
          "off",
          "With tls, the certificate (PEM) by which the servers show who they are, where Cassandra"
              + " asks for one; with key-file.");
  static final Setting<Optional<Path>> KEY_FILE =
      of(
          "key-file",
          Kind.fileOrOff("server.key"),
          "off",
          "Its private key (PEM, PKCS #8, not encrypted).");
  static final Setting<Boolean> TLS_HOST_CHECK =
      of(
          "tls-host-check",
          Kind.onOrOff(),
          "on",
          "With tls, whether a node's certificate must name the host that was dialled.");

  static final List<Setting<?>> ALL =
      List.of(
          CONTACT_POINTS,
          LOCAL_DATACENTER,
          KEYSPACE,
          READ_CONSISTENCY,
          WRITE_CONSISTENCY,
          TIMEOUT,
          CONNECT_TIMEOUT,
          MAX_IN_FLIGHT,
          MAX_WAITING,
          USERNAME,
          PASSWORD_FILE,
          TLS,
          CA_FILE,
          CERT_FILE,
          KEY_FILE,
          TLS_HOST_CHECK);

  private CassandraTable() {}

  private static <T> Setting<T> of(String name, Kind<T> kind, String standard, String doc) {
    return new Setting<>(SECTION + "." + name, kind, standard, doc);
  }
}

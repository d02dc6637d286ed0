package io.proxyherd.cli;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Login;
import io.proxyherd.config.Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say which Cassandra cluster, and as whom: where they differ from the
 * configuration, for who makes a schema may more than the servers.
 */
final class ClusterOptions {
  private static final String PASSWORD = "HERD_CASSANDRA_PASSWORD";

  @Option(
      names = "--contact-point",
      paramLabel = "HOST:PORT",
      converter = AddressConverter.class,
      description = "A node to begin with, instead of the configuration's; may be repeated.")
  private List<Address> contactPoints = List.of();

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      description = "The servers' data centre, instead of the configuration's.")
  private Optional<String> localDatacenter = Optional.empty();

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      description = "The keyspace, instead of the configuration's.")
  private Optional<String> keyspace = Optional.empty();

  @Option(
      names = "--username",
      paramLabel = "ROLE",
      description = "Logs in as this role, instead of the configuration's.")
  private Optional<String> username = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "That role's password; or in " + PASSWORD + ".")
  private Optional<Path> passwordFile = Optional.empty();

  /**
   * The settings.
   *
   * @param base from the configuration
   * @param environment where the password may be
   */
  CassandraSettings over(CassandraSettings base, Map<String, String> environment) {
    try {
      return new CassandraSettings(
          contactPoints.isEmpty()
              ? base.contactPoints()
              : contactPoints.stream().map(ClusterOptions::unresolved).toList(),
          localDatacenter.orElse(base.localDatacenter()),
          keyspace.orElse(base.keyspace()),
          base.readConsistency(),
          base.writeConsistency(),
          base.timeout(),
          base.connectTimeout(),
          base.maxInFlight(),
          base.maxWaiting(),
          username.map(role -> login(role, passwordFile, environment)).or(base::login),
          base.tls());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Login login(String role, Optional<Path> file, Map<String, String> environment) {
    return file.map(path -> Login.read(role, "--password-file", path))
        .orElseGet(() -> Login.of(role, PASSWORD, environment.getOrDefault(PASSWORD, "")));
  }

  private static InetSocketAddress unresolved(Address address) {
    return InetSocketAddress.createUnresolved(address.host(), address.port());
  }
}

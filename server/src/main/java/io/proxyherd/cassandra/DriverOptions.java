package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import java.time.Duration;
import java.util.List;

/** What the driver is told to do otherwise than it does by itself. */
final class DriverOptions {
  private static final int NETTY_THREADS = 2;
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration SHORTEST_REDIAL = Duration.ofMillis(500);
  private static final Duration LONGEST_REDIAL = Duration.ofSeconds(10);

  /** A node that hangs is given up this long after its last word, and a heartbeat's timeout. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration SCHEMA_CHANGE = Duration.ofSeconds(60);

  private DriverOptions() {}

  /** For the servers' requests. */
  static DriverConfigLoader of(CassandraSettings settings, String name) {
    return usual(settings, name)
        .withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, settings.localDatacenter())
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.timeout())
        .build();
  }

  /** For changes of the schema, which take longer; at any nodes, for those know all of it. */
  static DriverConfigLoader forSchema(CassandraSettings settings) {
    return usual(settings, "schema")
        .withClass(
            DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, DcInferringLoadBalancingPolicy.class)
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, SCHEMA_CHANGE)
        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, SCHEMA_CHANGE)
        .build();
  }

  private static ProgrammaticDriverConfigLoaderBuilder usual(
      CassandraSettings settings, String name) {
    // Our class loader: the one of the thread may not know the driver.
    return DriverConfigLoader.programmaticBuilder(DriverOptions.class.getClassLoader())
        .withString(DefaultDriverOption.SESSION_NAME, name)
        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V5") // The first with "now in seconds".
        .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, OneRetry.class)
        .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, settings.connectTimeout())
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, settings.connectTimeout())
        .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, mostRequests(settings))
        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, SHORTEST_REDIAL)
        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, LONGEST_REDIAL)
        .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, HEARTBEAT)
        .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT)
        .withStringList(
            DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(settings.keyspace()))
        .withInt(DefaultDriverOption.SESSION_LEAK_THRESHOLD, 0)
        .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
        .withInt(DefaultDriverOption.NETTY_IO_SIZE, NETTY_THREADS)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
        .withDuration(DefaultDriverOption.NETTY_TIMER_TICK_DURATION, TICK);
  }

  /** All may be at one node, and those that were given up still count there. */
  private static int mostRequests(CassandraSettings settings) {
    return Math.clamp(2L * settings.maxInFlight(), 1024, CassandraSettings.MOST_IN_FLIGHT);
  }
}

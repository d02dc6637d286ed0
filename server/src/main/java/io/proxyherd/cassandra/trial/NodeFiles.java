package io.proxyherd.cassandra.trial;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What a node reads when it starts, written into its directory. */
final class NodeFiles {
  private static final String COMMON = "cassandra.yaml";
  private static final String TETHER = "io/proxyherd/launch/Tether.class";
  private static final String LOGBACK =
      """
      <configuration>
        <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
        <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
          <file>${herd.log}</file>
          <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
            <fileNamePattern>${herd.log}.%i</fileNamePattern>
            <maxIndex>1</maxIndex>
          </rollingPolicy>
          <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
            <maxFileSize>10MB</maxFileSize>
          </triggeringPolicy>
          <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="file"/></root>
      </configuration>
      """;

  private final TrialSettings settings;
  private final int index;
  private final Path dir;

  /**
   * Of one node.
   *
   * @param index which of {@code settings.nodes()}
   */
  NodeFiles(TrialSettings settings, int index) {
    this.settings = settings;
    this.index = index;
    dir = settings.dir().resolve("node" + (index + 1));
  }

  Path dir() {
    return dir;
  }

  Path yaml() {
    return dir.resolve(COMMON);
  }

  Path racks() {
    return dir.resolve("cassandra-rackdc.properties");
  }

  Path logback() {
    return dir.resolve("logback.xml");
  }

  /** A jar with the class that ends the node when nobody holds its input. */
  Path tether() {
    return dir.resolve("tether.jar");
  }

  /** What the node says of itself. */
  Path log() {
    return dir.resolve("log");
  }

  /** What its JVM prints. */
  Path output() {
    return dir.resolve("output");
  }

  void write() throws IOException {
    Files.createDirectories(dir);
    Files.writeString(yaml(), allSettings());
    Files.writeString(
        racks(), "dc=%s%nrack=rack%d%n".formatted(TrialSettings.DATA_CENTRE, index + 1));
    Files.writeString(logback(), LOGBACK);
    writeTether();
  }

  private String allSettings() throws IOException {
    Map<String, String> own = own();
    own.putAll(new TreeMap<>(settings.overrides()));
    String common =
        resource(COMMON)
            .lines()
            .filter(line -> !own.containsKey(line.split(":", 2)[0]))
            .collect(joining("\n", "", "\n\n"));
    return own.entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(joining("\n", common, "\n"));
  }

  private Map<String, String> own() {
    NodeAddress address = settings.nodes().get(index);
    var own = new LinkedHashMap<String, String>();
    own.put("cluster_name", quoted(settings.name()));
    own.put("initial_token", token().toString());
    own.put("listen_address", address.host());
    own.put("broadcast_address", address.knownAs());
    own.put("rpc_address", address.host());
    own.put("storage_port", Integer.toString(address.nodePort()));
    own.put("native_transport_port", Integer.toString(address.clientPort()));
    own.put("seed_provider", seeds());
    own.put("data_file_directories", "[" + quoted(dir.resolve("data")) + "]");
    for (String kind : List.of("commitlog", "hints", "saved_caches", "cdc_raw")) {
      own.put(kind + "_directory", quoted(dir.resolve(kind)));
    }
    return own;
  }

  /** Nodes share the ring evenly. */
  private BigInteger token() {
    return BigInteger.TWO
        .pow(Long.SIZE)
        .multiply(BigInteger.valueOf(index))
        .divide(BigInteger.valueOf(settings.nodes().size()))
        .add(BigInteger.valueOf(Long.MIN_VALUE + 1));
  }

  /** All are seeds, so that none waits for another. */
  private String seeds() {
    return "[{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: %s}]}]"
        .formatted(quoted(settings.nodes().stream().map(NodeAddress::seed).collect(joining(","))));
  }

  /** Text of YAML, whatever it holds. */
  private static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  private void writeTether() throws IOException {
    try (InputStream code = NodeFiles.class.getClassLoader().getResourceAsStream(TETHER);
        OutputStream file = Files.newOutputStream(tether());
        var jar = new JarOutputStream(file)) {
      if (code == null) {
        throw new IOException(TETHER + ": is missing from this program");
      }
      jar.putNextEntry(new JarEntry(TETHER));
      var _ = code.transferTo(jar);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = NodeFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": is missing from this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

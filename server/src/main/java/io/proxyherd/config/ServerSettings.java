package io.proxyherd.config;

import java.util.List;
import java.util.Optional;

/** Makes servers of what is written of them. */
final class ServerSettings {
  private static final Kind<String> NAME = Kind.name();
  static final String LOCALHOST = "127.0.0.1";
  private static final int HIGHEST_PORT = 65_535;

  /** A peer port that is not set lies this far above the server's port. */
  private static final int PEER_PORT_OFFSET = 100;

  /** An HTTP port that is not set lies this far above the server's port. */
  private static final int HTTP_PORT_OFFSET = 200;

  private static final Setting<String> HOST =
      new Setting<>(
          "host", Kind.host(), LOCALHOST, "The address it listens on and the others dial.");
  private static final Setting<Integer> PORT =
      new Setting<>("port", Kind.port(), "0", "Where clients connect.");
  private static final Setting<Integer> PEER_PORT =
      new Setting<>(
          "peer-port",
          Kind.port(),
          "0",
          "Where the other servers connect; when not set, port + " + PEER_PORT_OFFSET + ".");

  private static final Setting<String> HTTP_HOST =
      new Setting<>(
          "http-host",
          Kind.host(),
          LOCALHOST,
          "The address it listens on for HTTP. When not set, 127.0.0.1: for this machine only.");
  private static final Setting<Optional<Integer>> HTTP_PORT =
      new Setting<>(
          "http-port",
          Kind.portOrOff(),
          "0",
          "Where it answers HTTP, which herd status asks; when not set, port + "
              + HTTP_PORT_OFFSET
              + ".");

  /** What may be set for each server. */
  static final List<Setting<?>> ALL = List.of(HOST, PORT, PEER_PORT, HTTP_HOST, HTTP_PORT);

  static final List<String> KEYS = ALL.stream().<String>map(Setting::key).toList();

  private final Complaints complaints;

  ServerSettings(Complaints complaints) {
    this.complaints = complaints;
  }

  ServerConfig server(Written.Server server) {
    if (NAME.read(server.name()).isEmpty()) {
      complaints.refused(server.origin(), Settings.SERVERS, server.name(), NAME.expectation());
    }
    int port = port(server);
    return new ServerConfig(
        server.name(),
        value(server, HOST).orElse(LOCALHOST),
        port,
        peerPort(server, port),
        http(server, port));
  }

  private int port(Written.Server server) {
    boolean written = server.settings().containsKey(PORT.key());
    var standard =
        Optional.ofNullable(Written.STANDARD_PORTS.get(server.name())).map(Integer::parseInt);
    if (!written && standard.isEmpty()) {
      complaints.refused(server.origin(), key(server, PORT), "", PORT.kind().expectation());
    }
    return value(server, PORT).or(() -> standard).orElse(0);
  }

  private int peerPort(Written.Server server, int port) {
    int standard = above(port, PEER_PORT_OFFSET, server, PEER_PORT);
    return value(server, PEER_PORT).orElse(standard);
  }

  private Optional<Address> http(Written.Server server, int port) {
    int standard = above(port, HTTP_PORT_OFFSET, server, HTTP_PORT);
    String host = value(server, HTTP_HOST).orElse(LOCALHOST);
    return value(server, HTTP_PORT)
        .orElse(Optional.of(standard))
        .map(chosen -> new Address(host, chosen));
  }

  /** The port that follows from the server's; where there is none, it must be set. */
  private int above(int port, int offset, Written.Server server, Setting<?> setting) {
    int standard = port == 0 ? 0 : port + offset;
    if (standard > HIGHEST_PORT && !server.settings().containsKey(setting.key())) {
      complaints.refused(server.origin(), key(server, setting), "", setting.kind().expectation());
    }
    return standard;
  }

  private <T> Optional<T> value(Written.Server server, Setting<T> setting) {
    return Optional.ofNullable(server.settings().get(setting.key()))
        .flatMap(value -> complaints.read(value, key(server, setting), setting.kind()));
  }

  private static String key(Written.Server server, Setting<?> setting) {
    return Settings.SERVERS + "." + server.name() + "." + setting.key();
  }
}

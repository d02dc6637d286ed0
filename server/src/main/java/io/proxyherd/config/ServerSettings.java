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

  /** What may be set for each server. */
  static final List<Setting<?>> ALL = List.of(HOST, PORT, PEER_PORT);

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
        server.name(), value(server, HOST).orElse(LOCALHOST), port, peerPort(server, port));
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
    boolean written = server.settings().containsKey(PEER_PORT.key());
    int standard = port == 0 ? 0 : port + PEER_PORT_OFFSET;
    if (!written && standard > HIGHEST_PORT) {
      complaints.refused(
          server.origin(), key(server, PEER_PORT), "", PEER_PORT.kind().expectation());
    }
    return value(server, PEER_PORT).orElse(standard);
  }

  private <T> Optional<T> value(Written.Server server, Setting<T> setting) {
    return Optional.ofNullable(server.settings().get(setting.key()))
        .flatMap(value -> complaints.read(value, key(server, setting), setting.kind()));
  }

  private static String key(Written.Server server, Setting<?> setting) {
    return Settings.SERVERS + "." + server.name() + "." + setting.key();
  }
}

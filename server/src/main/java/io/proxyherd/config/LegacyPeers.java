package io.proxyherd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes legacy neighbours of what is written of them. */
final class LegacyPeers {
  private static final Kind<String> NAME = Kind.name();
  private static final Kind<List<String>> NAMES = Kind.names();

  private static final Setting<String> HOST =
      new Setting<>(
          "host",
          Kind.host(),
          ServerSettings.LOCALHOST,
          "The address it listens at, and from which its connections come: AT lines from there are"
              + " believed.");
  private static final Setting<Integer> PORT =
      new Setting<>(
          "port", Kind.usedPort(), "12870", "Where it listens, for clients and servers alike.");
  static final Setting<List<String>> NEIGHBOUR_OF =
      new Setting<>(
          "neighbour-of",
          NAMES,
          "Alford",
          "Which servers of this herd talk to it: a name or a list of names.");
  private static final Setting<Dialect> DIALECT =
      new Setting<>(
          "dialect",
          Kind.oneOf(Dialect.class),
          "at6",
          "What it puts behind the six fields of an AT line: at6 nothing, at7 the time of receipt,"
              + " at7-split the same on a second line, at-sender the name of the server that sends"
              + " it, at-path the names of all that it has passed.");
  private static final Setting<Delivery> DELIVERY =
      new Setting<>(
          "delivery",
          Kind.oneOf(Delivery.class),
          "connection-per-update",
          "How it gets its lines: connection-per-update, each over a connection that ends behind"
              + " it, as most want it; line, all over one that stays open.");
  private static final Setting<Integer> CONNECTIONS =
      new Setting<>(
          "connections",
          Kind.count(1, 64),
          "4",
          "With connection-per-update, how many there may be at a time.");

  /** What may be set for each of them. */
  static final List<Setting<?>> ALL =
      List.of(HOST, PORT, NEIGHBOUR_OF, DIALECT, DELIVERY, CONNECTIONS);

  static final List<String> KEYS = ALL.stream().<String>map(Setting::key).toList();

  private final Set<String> servers;
  private final Complaints complaints;

  /**
   * @param servers the names of the herd's own
   */
  LegacyPeers(Set<String> servers, Complaints complaints) {
    this.servers = servers;
    this.complaints = complaints;
  }

  LegacyConfig peer(Written.Server peer) {
    checkName(peer);
    Dialect dialect = value(peer, DIALECT).orElseGet(DIALECT::standardValue);
    return new LegacyConfig(
        peer.name(),
        value(peer, HOST).orElse(ServerSettings.LOCALHOST),
        needed(peer, PORT).orElse(0),
        neighbours(peer),
        dialect,
        delivery(peer, dialect),
        value(peer, CONNECTIONS).orElseGet(CONNECTIONS::standardValue));
  }

  private void checkName(Written.Server peer) {
    if (NAME.read(peer.name()).isEmpty()) {
      complaints.refused(peer.origin(), Settings.LEGACY, peer.name(), NAME.expectation());
    } else if (servers.contains(peer.name())) {
      complaints.refused(
          peer.origin(),
          Settings.LEGACY,
          peer.name(),
          "a name that no server of the herd has; its reports would be taken for our own");
    }
  }

  private List<String> neighbours(Written.Server peer) {
    var known = new ArrayList<String>();
    for (String name : needed(peer, NEIGHBOUR_OF).orElse(List.of())) {
      if (!servers.contains(name)) {
        complaints.refused(
            originOf(peer, NEIGHBOUR_OF),
            key(peer, NEIGHBOUR_OF),
            name,
            "the name of a server" + NearMiss.hint(name, servers));
      } else if (known.contains(name)) {
        complaints.refused(
            originOf(peer, NEIGHBOUR_OF), key(peer, NEIGHBOUR_OF), name, "each server once");
      } else {
        known.add(name);
      }
    }
    return known;
  }

  private Delivery delivery(Written.Server peer, Dialect dialect) {
    Delivery delivery = value(peer, DELIVERY).orElseGet(DELIVERY::standardValue);
    if (dialect == Dialect.AT7_SPLIT && delivery == Delivery.LINE) {
      complaints.refused(
          originOf(peer, DELIVERY),
          key(peer, DELIVERY),
          "line",
          "connection-per-update; nothing but the end of the connection ends a line of at7-split");
    }
    return delivery;
  }

  private <T> Optional<T> needed(Written.Server peer, Setting<T> setting) {
    boolean written =
        peer.settings().containsKey(setting.key()) || complaints.areAbout(key(peer, setting));
    if (!written) {
      complaints.refused(peer.origin(), key(peer, setting), "", setting.kind().expectation());
    }
    return value(peer, setting);
  }

  private <T> Optional<T> value(Written.Server peer, Setting<T> setting) {
    return Optional.ofNullable(peer.settings().get(setting.key()))
        .flatMap(value -> complaints.read(value, key(peer, setting), setting.kind()));
  }

  private static Origin originOf(Written.Server peer, Setting<?> setting) {
    var value = peer.settings().get(setting.key());
    return value == null ? peer.origin() : value.origin();
  }

  private static String key(Written.Server peer, Setting<?> setting) {
    return Settings.LEGACY + "." + peer.name() + "." + setting.key();
  }
}

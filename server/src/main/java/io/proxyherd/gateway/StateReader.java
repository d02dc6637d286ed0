package io.proxyherd.gateway;

import io.proxyherd.journal.JournalWriter;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.link.PeerLink;
import io.proxyherd.node.CommandKind;
import io.proxyherd.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a node's state, on the node's thread. */
final class StateReader {
  private final String durability;
  private final Instant started;
  private final StoreSource store;
  private final Supplier<List<ServerState.Provider>> places;

  /**
   * @param durability of the server's journal, in the words of the configuration
   * @param store where reports are kept
   * @param places how their providers are; asked on any thread
   */
  StateReader(
      String durability,
      Instant started,
      StoreSource store,
      Supplier<List<ServerState.Provider>> places) {
    this.durability = durability;
    this.started = started;
    this.store = store;
    this.places = places;
  }

  /**
   * How the node's server is.
   *
   * @param connections how many clients are connected
   */
  ServerState read(Node node, int connections) {
    Neighbourhood neighbourhood = node.neighbourhood();
    var origin = neighbourhood.origin();
    Optional<String> outage = store.outage(node);
    var uptime = Duration.between(started, Instant.now());
    return new ServerState(
        origin.server(),
        hex(origin.incarnation()),
        started,
        Moments.seconds(uptime.toNanos()),
        node.store().clients(),
        connections,
        hex(node.store().digest()),
        neighbourhood.coverage().upTo(origin),
        neighbourhood.coverage().total(),
        whatsats(node),
        neighbourhood.readiness().isReady() && outage.isEmpty(),
        outage.orElseGet(() -> neighbourhood.readiness().explanation()),
        neighbourhood.behind(),
        node.isReadOnly(),
        neighbourhood.isBroken(),
        store.read(node),
        journal(node.journal()),
        places.get(),
        links(neighbourhood));
  }

  private static long whatsats(Node node) {
    return node.counts().outcomes().entrySet().stream()
        .filter(counted -> counted.getKey().kind() == CommandKind.WHATSAT)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private ServerState.Journal journal(Optional<JournalWriter> journal) {
    return new ServerState.Journal(
        durability,
        journal.map(JournalWriter::bytes).orElse(0L),
        journal.map(JournalWriter::lsn).orElse(0L),
        journal.map(JournalWriter::failures).orElse(0L));
  }

  private static List<ServerState.Link> links(Neighbourhood neighbourhood) {
    var links = new ArrayList<ServerState.Link>();
    neighbourhood.links().forEach(link -> links.add(up(link)));
    neighbourhood
        .outages()
        .forEach((peer, outage) ->
            links.add(down(peer, Moments.at(outage.sinceWallNanos()), outage.reason())));
    links.sort(Comparator.comparing(ServerState.Link::peer));
    return links;
  }

  private static ServerState.Link up(PeerLink link) {
    long roundTrip = link.roundTripNanos();
    return new ServerState.Link(
        link.peer(),
        true,
        Moments.at(link.upSinceWallNanos()),
        Optional.empty(),
        Optional.of(link.address()),
        roundTrip == 0 ? Optional.empty() : Optional.of(Moments.millis(roundTrip)),
        Optional.of(Moments.millis(link.clockOffset().toNanos())),
        link.owed(),
        link.isOnTree(),
        link.isFeeding(),
        link.isFed());
  }

  private static ServerState.Link down(String peer, Instant since, String reason) {
    return new ServerState.Link(
        peer,
        false,
        since,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false,
        false);
  }

  private static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }
}

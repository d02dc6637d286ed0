package io.proxyherd.metrics;

import io.proxyherd.metrics.Families.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics of a server's links; their label {@code peer} is a name from the configuration. */
final class LinkFamilies {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Families out;

  LinkFamilies(Families out) {
    this.out = out;
  }

  void all(NodeFigures figures) {
    out.counter(
        "link_failures",
        "Connections to or from other servers that did not become a link.",
        figures.failedLinks());
    links(figures.links());
    live(figures.links());
    if (!figures.legacy().isEmpty()) {
      legacy(figures.legacy());
    }
  }

  private void links(List<NodeFigures.Link> links) {
    out.gauge(
        "link_up",
        "1 while there is a link with a neighbour.",
        each(links, link -> link.live().isPresent() ? 1 : 0));
    counter(links, "connects", "Times that the link came up.", link -> link.counts().connects());
    counter(links, "sent_reports", "Reports sent.", link -> link.counts().reportsSent());
    out.counter(
        "link_received_reports",
        "Reports received, newer than what was known or not.",
        links.stream()
            .flatMap(link ->
                Stream.of(
                    new Sample(
                        link.counts().newsReceived(), "peer", link.peer(), "result", "newer"),
                    new Sample(
                        link.counts().knownReceived(), "peer", link.peer(), "result", "known")))
            .toList());
    counter(
        links,
        "conflated_reports",
        "Reports that need not be sent, for the client's next one came before.",
        link -> link.counts().conflated());
    counter(
        links,
        "grafts",
        "Times that a neighbour off the tree was asked to send.",
        link -> link.counts().grafts());
    counter(links, "sent_bytes", "Bytes sent.", link -> link.counts().bytesSent());
    counter(links, "received_bytes", "Bytes received.", link -> link.counts().bytesReceived());
  }

  private void live(List<NodeFigures.Link> links) {
    live(links, "owed_reports", "Reports that the neighbour is still to be sent.", up -> up.owed());
    live(
        links,
        "behind_reports",
        "Reports that the neighbour says it has and that are not here.",
        up -> up.behind());
    live(links, "on_tree", "1 if the link is on the spanning tree.", up -> up.onTree() ? 1 : 0);
    live(
        links,
        "round_trip_seconds",
        "Time to the neighbour and back, as last measured; 0 before.",
        up -> up.roundTripNanos() / NANOS_PER_SECOND);
    live(
        links,
        "clock_offset_seconds",
        "How far the neighbour's clock is ahead, as last measured.",
        up -> up.clockOffsetNanos() / NANOS_PER_SECOND);
  }

  private void legacy(List<NodeFigures.Legacy> peers) {
    out.gauge(
        "legacy_up",
        "1 if a neighbour that others wrote was reached last.",
        legacy(peers, peer -> peer.up() ? 1 : 0));
    out.gauge(
        "legacy_owed_reports",
        "Reports that it is still to be sent.",
        legacy(peers, p -> p.owed()));
    out.counter("legacy_sent_reports", "Reports sent to it.", legacy(peers, p -> p.sent()));
    out.counter(
        "legacy_received_reports",
        "AT lines that came from it, and what became of them.",
        peers.stream()
            .flatMap(peer ->
                Stream.of(
                    received(peer, "newer", newer(peer)),
                    received(peer, "echo", peer.echoes()),
                    received(peer, "repeated", peer.repeated()),
                    received(peer, "dropped", peer.dropped()),
                    received(peer, "malformed", peer.rejected())))
            .toList());
  }

  private void counter(
      List<NodeFigures.Link> links,
      String name,
      String help,
      ToDoubleFunction<NodeFigures.Link> value) {
    out.counter("link_" + name, help, each(links, value));
  }

  private void live(
      List<NodeFigures.Link> links,
      String name,
      String help,
      ToDoubleFunction<NodeFigures.Live> value) {
    out.gauge(
        "link_" + name,
        help,
        links.stream()
            .flatMap(link ->
                link.live().stream()
                    .map(up -> new Sample(value.applyAsDouble(up), "peer", link.peer())))
            .toList());
  }

  private static List<Sample> each(
      List<NodeFigures.Link> links, ToDoubleFunction<NodeFigures.Link> value) {
    return links.stream()
        .map(link -> new Sample(value.applyAsDouble(link), "peer", link.peer()))
        .toList();
  }

  private static List<Sample> legacy(
      List<NodeFigures.Legacy> peers, ToDoubleFunction<NodeFigures.Legacy> value) {
    return peers.stream()
        .map(peer -> new Sample(value.applyAsDouble(peer), "peer", peer.peer()))
        .toList();
  }

  private static Sample received(NodeFigures.Legacy peer, String result, long count) {
    return new Sample(count, "peer", peer.peer(), "result", result);
  }

  private static long newer(NodeFigures.Legacy peer) {
    return peer.received() - peer.echoes() - peer.repeated() - peer.dropped();
  }
}

package io.proxyherd.metrics;

import io.proxyherd.disk.DiskFigures;
import io.proxyherd.metrics.Families.Sample;
import io.proxyherd.metrics.Families.Times;
import io.proxyherd.places.chain.ProviderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The metrics of a server, named and explained. Labels are names from the configuration and words
 * of our own, so a client can't make more of them.
 */
final class ServerFamilies {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int BITS_BEYOND_DOUBLE = 12;
  private static final List<String> JOURNAL_STATES =
      List.of("writing", "failed", "refilling", "lost");
  private static final List<String> CIRCUIT_STATES = List.of("closed", "half-open", "open", "none");

  private final Families out;

  ServerFamilies(Families out) {
    this.out = out;
  }

  void node(NodeFigures figures) {
    commands(figures);
    clients(figures.clients());
    state(figures.state());
    if (!figures.isStoreShared()) {
      compared(figures.state());
    }
    out.gauge(
        "origin_newest_timestamp_seconds",
        "When each server received the newest report that is known of it, Unix time.",
        figures.newestWallNanos().entrySet().stream()
            .map(entry -> new Sample(entry.getValue() / NANOS_PER_SECOND, "origin", entry.getKey()))
            .toList());
    out.histogram(
        "report_delay_seconds",
        "From the receipt of a report at another server until it was here, by the two clocks.",
        List.of(new Times(figures.delays())));
    new LinkFamilies(out).all(figures);
    figures.journal().ifPresent(this::journal);
    figures.store().ifPresent(new StoreFamilies(out)::all);
  }

  void connections(Map<String, ConnectionFigures> byKind) {
    out.gauge("connections", "Connections that are open.", each(byKind, ConnectionFigures::open));
    out.counter(
        "connections_opened",
        "Connections that were taken.",
        each(byKind, ConnectionFigures::opened));
    out.counter(
        "connections_refused",
        "Connections that were closed at once, for there were too many.",
        each(byKind, ConnectionFigures::refused));
  }

  void requests(RequestTimes requests) {
    out.histogram(
        "http_request_duration_seconds",
        "From an HTTP request to its answer, handed to the socket.",
        requests.times().entrySet().stream()
            .map(entry ->
                new Times(
                    entry.getValue().read(),
                    "method",
                    entry.getKey().method(),
                    "route",
                    entry.getKey().route(),
                    "status",
                    Integer.toString(entry.getKey().status())))
            .toList());
  }

  void disk(DiskFigures disk) {
    out.counter("disk_written_bytes", "Bytes written for the journal.", disk.writtenBytes());
    out.histogram(
        "disk_sync_duration_seconds", "Syncs for the journal.", List.of(new Times(disk.syncs())));
    out.counter("disk_failures", "Work for the journal that failed.", disk.failures());
    out.gauge("disk_free_bytes", "Room left where the journal is.", disk.freeBytes());
    out.gauge("disk_size_bytes", "Size of the file system of the journal.", disk.sizeBytes());
  }

  void places(List<ProviderState> providers) {
    places(providers, "asked", "Questions to a provider of places.", ProviderState::asked);
    places(
        providers,
        "answered",
        "Questions that were answered, with places or none.",
        ProviderState::answered);
    places(providers, "cached", "Questions answered by what was kept.", ProviderState::cached);
    places(
        providers,
        "coalesced",
        "Questions that joined the same one under way.",
        ProviderState::coalesced);
    places(providers, "calls", "Calls really made, tries included.", ProviderState::calls);
    places(providers, "retries", "Calls made after a failure.", ProviderState::retried);
    out.counter(
        "places_failures",
        "Questions without an answer, by cause.",
        providers.stream()
            .flatMap(provider ->
                provider.troubles().entrySet().stream()
                    .map(trouble ->
                        new Sample(
                            trouble.getValue(),
                            "provider",
                            provider.name(),
                            "cause",
                            trouble.getKey())))
            .toList());
    out.gauge(
        "places_circuit",
        "1 for the state of a provider's circuit: open = it is left alone.",
        providers.stream()
            .flatMap(
                provider -> states(CIRCUIT_STATES, provider.circuit(), "provider", provider.name()))
            .toList());
    out.gauge(
        "places_budget_left",
        "Calls left of a provider's daily budget.",
        providers.stream()
            .flatMap(provider ->
                provider.callsLeftToday().stream()
                    .map(left -> new Sample(left, "provider", provider.name())))
            .toList());
  }

  private void commands(NodeFigures figures) {
    out.counter(
        "commands",
        "Commands of clients and reports over HTTP, by kind and what became of them.",
        figures.outcomes().entrySet().stream()
            .map(entry ->
                new Sample(
                    entry.getValue(),
                    "kind",
                    entry.getKey().kind().word(),
                    "result",
                    entry.getKey().word()))
            .toList());
    out.histogram(
        "reply_duration_seconds",
        "From reading a command to handing its reply to the socket, the journal included.",
        figures.replyTimes().entrySet().stream()
            .map(entry -> new Times(entry.getValue(), "kind", entry.getKey().word()))
            .toList());
  }

  private void clients(NodeFigures.Clients clients) {
    out.gauge("clients", "Clients whose place is known.", clients.known());
    out.gauge("tombstones", "Clients that are kept in mind to be forgotten.", clients.tombstones());
    out.counter(
        "client_received_bytes",
        "Bytes of commands and of reports over HTTP.",
        clients.bytesReceived());
    out.counter("client_sent_bytes", "Bytes of replies to those.", clients.bytesSent());
    out.counter(
        "reports_clamped",
        "Reports of clients whose clock runs ahead by more than clock.tolerance.",
        clients.clamped());
    out.counter("reports_expired", "Reports given up for their age.", clients.expired());
    out.counter(
        "tombstones_expired", "Tombstones given up for their age.", clients.tombstonesExpired());
    out.counter("clients_forgotten", "Clients forgotten by order given here.", clients.forgotten());
  }

  private void state(NodeFigures.State state) {
    out.gauge("ready", "1 once the server has caught up since its start.", state.ready());
    out.gauge("read_only", "1 while no report can be kept.", state.readOnly());
    out.gauge(
        "invariant_broken",
        "1 if the server found a bug of its own and is silent.",
        state.broken());
    out.counter(
        "accepted_reports", "Newer reports that clients brought to this server.", state.accepted());
  }

  /** What servers of which each has all reports are compared by. */
  private void compared(NodeFigures.State state) {
    out.gauge(
        "behind_reports",
        "Reports that neighbours say they have and that are not here.",
        state.behind());
    out.gauge(
        "covered_reports", "Reports of all servers that are here, or newer ones.", state.covered());
    // 52 bits of it, for more a floating-point number does not hold.
    out.gauge(
        "digest",
        "A number that is equal on servers with equal reports, and only there.",
        state.digest() >>> BITS_BEYOND_DOUBLE);
  }

  private void journal(NodeFigures.Journal journal) {
    out.gauge(
        "journal_state",
        "1 for the state of the journal: writing, or what keeps it from that.",
        states(JOURNAL_STATES, journal.state()).toList());
    out.gauge("journal_bytes", "Length of the journal.", journal.bytes());
    out.gauge("journal_waiting_bytes", "What waits for the disk.", journal.bytesWaiting());
    out.counter("journal_frames", "Frames made, one for each batch.", journal.frames());
    out.counter("journal_checkpoints", "Checkpoints completed.", journal.checkpoints());
    out.counter("journal_failures", "Times that the disk failed.", journal.failures());
  }

  private void places(
      List<ProviderState> providers,
      String name,
      String help,
      ToDoubleFunction<ProviderState> value) {
    out.counter(
        "places_" + name,
        help,
        providers.stream()
            .map(provider -> new Sample(value.applyAsDouble(provider), "provider", provider.name()))
            .toList());
  }

  private static List<Sample> each(
      Map<String, ConnectionFigures> byKind, ToDoubleFunction<ConnectionFigures> value) {
    return byKind.entrySet().stream()
        .map(entry -> new Sample(value.applyAsDouble(entry.getValue()), "kind", entry.getKey()))
        .toList();
  }

  /** 1 for the one that holds, 0 for the others. */
  private static Stream<Sample> states(List<String> states, String actual, String... labels) {
    return states.stream()
        .map(state -> {
          var all = new ArrayList<>(List.of(labels));
          all.addAll(List.of("state", state.replace('-', '_').toLowerCase(Locale.ROOT)));
          return new Sample(state.equals(actual) ? 1 : 0, all.toArray(String[]::new));
        });
  }
}

package io.proxyherd.cli;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Asked;
import io.proxyherd.text.Printable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A pulse as lines for people, in so much room as there is. */
final class TopTable {
  /** In which order the servers are. */
  enum Order {
    GIVEN("as configured"),
    BUSIEST("by updates"),
    FURTHEST_BEHIND("by lag");

    private final String description;

    Order(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }

    Order next() {
      return switch (this) {
        case GIVEN -> BUSIEST;
        case BUSIEST -> FURTHEST_BEHIND;
        case FURTHEST_BEHIND -> GIVEN;
      };
    }
  }

  private static final List<String> COLUMNS =
      List.of(
          "server",
          "state",
          "up",
          "clients",
          "connected",
          "updates/s",
          "WHATSAT/s",
          "behind",
          "lag",
          "journal",
          "digest");
  private static final Set<String> NUMBERS =
      Set.of("clients", "connected", "updates/s", "WHATSAT/s", "behind", "lag");

  /** What a narrow window goes without, the first of them first. */
  private static final List<String> DISPENSABLE =
      List.of("digest", "journal", "up", "connected", "WHATSAT/s", "clients");

  private static final double HARMLESS_LAG_SECONDS = 2;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Pulse pulse;
  private final ZoneId zone;

  TopTable(Pulse pulse, ZoneId zone) {
    this.pulse = pulse;
    this.zone = zone;
  }

  /** All lines, of at most so many columns. */
  List<TopLine> lines(Order order, int width) {
    var lines = new ArrayList<TopLine>();
    lines.add(new TopLine(headline(), Tone.HEADING));
    lines.add(agreement());
    lines.add(TopLine.plain(""));
    lines.addAll(servers(order, width));
    List<TopLine> links = links();
    if (!links.isEmpty()) {
      lines.add(TopLine.plain(""));
      lines.addAll(links);
    }
    return lines.stream().map(line -> line.cut(width)).toList();
  }

  private String headline() {
    int servers = pulse.beats().size();
    long answered = pulse.answered();
    return String.format(
        Locale.ROOT,
        "%s  %s, %,d client%s, %,.0f updates/s, %,.0f WHATSAT/s",
        CLOCK.format(pulse.at().atZone(zone)),
        answered == servers
            ? servers + (servers == 1 ? " server" : " servers") + " up"
            : answered + " of " + servers + " servers up",
        pulse.clients(),
        pulse.clients() == 1 ? "" : "s",
        pulse.updatesPerSecond(),
        pulse.whatsatsPerSecond());
  }

  private TopLine agreement() {
    if (!pulse.isInMotion()) {
      Tone tone = pulse.agreement().isComplete() ? Tone.GOOD : Tone.BAD;
      return new TopLine(pulse.agreement().summary(), tone);
    }
    OptionalDouble lag = pulse.greatestLagSeconds();
    boolean isHarmless = lag.orElse(HARMLESS_LAG_SECONDS) < HARMLESS_LAG_SECONDS;
    String missing =
        pulse.agreement().silent().isEmpty()
            ? ""
            : "; no answer from " + String.join(", ", pulse.agreement().silent());
    return new TopLine(
        "updates are under way: no server is more than "
            + lag(lag)
            + " behind"
            + pulse
                .agreedAt()
                .map(then ->
                    "; all agreed " + Spans.rough(Duration.between(then, pulse.at())) + " ago")
                .orElse("")
            + missing,
        !missing.isEmpty() ? Tone.BAD : isHarmless ? Tone.GOOD : Tone.DOUBTFUL);
  }

  private List<TopLine> servers(Order order, int width) {
    List<Pulse.Beat> beats = pulse.beats().stream().sorted(comparator(order)).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    beats.forEach(beat -> rows.add(row(beat)));
    List<String> lines = inWidth(rows, width);
    var result = new ArrayList<TopLine>();
    result.add(new TopLine(lines.getFirst(), Tone.HEADING));
    for (int i = 0; i < beats.size(); i++) {
      result.add(new TopLine(lines.get(i + 1), tone(beats.get(i))));
    }
    beats.forEach(beat ->
        reason(beat)
            .ifPresent(reason ->
                result.add(new TopLine("  " + beat.server() + ": " + reason, tone(beat)))));
    return result;
  }

  /** What is the matter with a server. */
  private static Optional<String> reason(Pulse.Beat beat) {
    return switch (beat.asked()) {
      case Asked.Answered<ServerState>(_, var state) ->
          state.ready() ? Optional.empty() : Optional.of(Printable.text(state.readiness()));
      case Asked.Refused<ServerState>(_, _, var detail) -> Optional.of(detail);
      case Asked.Unreachable<ServerState>(_, var reason) -> Optional.of(reason);
    };
  }

  private Comparator<Pulse.Beat> comparator(Order order) {
    return switch (order) {
      case GIVEN -> Comparator.comparingInt(pulse.beats()::indexOf);
      case BUSIEST ->
          Comparator.comparingDouble((Pulse.Beat beat) -> beat.updatesPerSecond().orElse(0))
              .reversed();
      case FURTHEST_BEHIND -> Comparator.comparingLong(pulse::lacks).reversed();
    };
  }

  private static List<String> inWidth(List<List<String>> rows, int width) {
    var columns = new ArrayList<>(COLUMNS);
    List<String> lines = aligned(rows, columns);
    for (String next : DISPENSABLE) {
      if (lines.stream().allMatch(line -> line.length() <= width)) {
        return lines;
      }
      columns.remove(next);
      lines = aligned(rows, columns);
    }
    return lines;
  }

  private static List<String> aligned(List<List<String>> rows, List<String> columns) {
    Set<Integer> numbers =
        IntStream.range(0, columns.size())
            .filter(i -> NUMBERS.contains(columns.get(i)))
            .boxed()
            .collect(Collectors.toSet());
    return Columns.aligned(
        rows.stream()
            .map(row -> columns.stream().map(name -> row.get(COLUMNS.indexOf(name))).toList())
            .toList(),
        numbers);
  }

  private List<String> row(Pulse.Beat beat) {
    if (beat.state().isEmpty()) {
      return List.of(beat.server(), "away", "-", "-", "-", "-", "-", "-", "-", "-", "-");
    }
    ServerState state = beat.state().get();
    var journal = state.journal();
    return List.of(
        state.server(),
        condition(state),
        Spans.rough(Duration.ofNanos((long) (state.uptimeSeconds() * NANOS_PER_SECOND))),
        number(state.clients()),
        number(state.connections()),
        perSecond(beat.updatesPerSecond()),
        perSecond(beat.whatsatsPerSecond()),
        number(pulse.lacks(beat)),
        pulse.lacks(beat) == 0 ? "-" : lag(pulse.lagSeconds(beat)),
        state.store().inCassandra()
            ? "in Cassandra"
            : journal.durability()
                + (journal.bytes() > 0 ? ", " + Spans.size(journal.bytes()) : ""),
        StatusTable.digest(state));
  }

  private static String condition(ServerState state) {
    if (state.broken()) {
      return "broken";
    }
    if (state.readOnly()) {
      return "read-only";
    }
    if (state.store().inCassandra() && !state.store().health().equals("up")) {
      return "store " + state.store().health();
    }
    return state.ready() ? "ready" : "catching up";
  }

  private static boolean isWell(ServerState state) {
    return !state.broken()
        && !state.readOnly()
        && (!state.store().inCassandra() || state.store().health().equals("up"));
  }

  private Tone tone(Pulse.Beat beat) {
    if (beat.state().filter(TopTable::isWell).isEmpty()) {
      return Tone.BAD;
    }
    boolean isFine =
        beat.state().filter(ServerState::ready).isPresent()
            && pulse.lagSeconds(beat).orElse(HARMLESS_LAG_SECONDS) < HARMLESS_LAG_SECONDS;
    return isFine ? Tone.PLAIN : Tone.DOUBTFUL;
  }

  /** One row for each link, whichever ends answered; what is down first. */
  private List<TopLine> links() {
    Map<String, LinkRow> byEnds = new LinkedHashMap<>();
    for (Pulse.Beat beat : pulse.beats()) {
      beat.state()
          .ifPresent(state ->
              state
                  .links()
                  .forEach(link -> {
                    LinkRow row = new LinkRow(state, link);
                    byEnds.merge(row.ends(), row, LinkRow::and);
                  }));
    }
    if (byEnds.isEmpty()) {
      return List.of();
    }
    List<LinkRow> links =
        byEnds.values().stream().sorted(Comparator.comparing(LinkRow::isUp)).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(LinkRow.HEADING);
    links.forEach(link -> rows.add(link.cells()));
    List<String> lines = Columns.aligned(rows, LinkRow.NUMBERS);
    var result = new ArrayList<TopLine>();
    result.add(new TopLine(lines.getFirst(), Tone.HEADING));
    for (int i = 0; i < links.size(); i++) {
      Tone tone = links.get(i).isUp() ? Tone.PLAIN : Tone.BAD;
      result.add(new TopLine(lines.get(i + 1), tone));
    }
    return result;
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String perSecond(OptionalDouble rate) {
    return rate.isEmpty() ? "-" : String.format(Locale.ROOT, "%,.1f", rate.getAsDouble());
  }

  private static String lag(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return "?";
    }
    double known = seconds.getAsDouble();
    return known < 1
        ? String.format(Locale.ROOT, "%.0f ms", known * 1000)
        : String.format(Locale.ROOT, "%,.1f s", known);
  }
}

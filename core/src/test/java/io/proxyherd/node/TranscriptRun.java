package io.proxyherd.node;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.legacy.Courier;
import io.proxyherd.legacy.Delivery;
import io.proxyherd.legacy.Dialect;
import io.proxyherd.legacy.Dispatch;
import io.proxyherd.legacy.LegacyNeighbours;
import io.proxyherd.legacy.LegacyPeer;
import io.proxyherd.legacy.LineEnd;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.FakeStore;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.ScriptedPlaces;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One transcript, played once. */
final class TranscriptRun {
  /** What TCP makes of the client's bytes; it must not matter. */
  enum Segments {
    AS_IS,
    BYTE_BY_BYTE,
    PIPELINED
  }

  private final String name;
  private final List<Transcript.Step> steps;
  private final Segments segments;
  private final Optional<FakeStore> elsewhere;
  private final World world = new World(0);
  private final Map<String, Set<String>> neighbours = new LinkedHashMap<>();
  private final Map<String, RecordingClient> clients = new HashMap<>();
  private final Map<String, LineEnd> legacy = new HashMap<>();
  private final Map<String, String> unread = new HashMap<>();
  private Conditions conditions = Conditions.DEFAULT;

  /**
   * @param elsewhere where all servers keep their reports, if not in themselves
   */
  TranscriptRun(Transcript transcript, Segments segments, Optional<FakeStore> elsewhere) {
    name = transcript.name() + ", " + segments;
    steps = transcript.steps();
    this.segments = segments;
    this.elsewhere = elsewhere;
  }

  void play() {
    startServers();
    int at = 0;
    while (at < steps.size()) {
      int end = segments == Segments.PIPELINED ? endOfTalk(at) : at + 1;
      if (end > at + 1) {
        talk(steps.subList(at, end));
      } else {
        play(steps.get(at));
      }
      at = Math.max(end, at + 1);
    }
    expectNothingMore();
  }

  private void startServers() {
    neighbours.put("Alford", new HashSet<>());
    for (Transcript.Step step : steps) {
      if (step instanceof Transcript.Step.Directive(var keyword, var arguments)) {
        if (keyword.equals("setting")) {
          set(arguments);
        } else if (keyword.equals("link")) {
          String[] ends = arguments.split(" ", 2);
          neighbours.computeIfAbsent(ends[0], _ -> new HashSet<>()).add(ends[1]);
          neighbours.computeIfAbsent(ends[1], _ -> new HashSet<>()).add(ends[0]);
        }
      }
    }
    neighbours.forEach((name, others) -> {
      HerdServer server = world.start(name, conditions, others);
      elsewhere.ifPresent(server.node()::keepReportsIn);
    });
  }

  /** Where the steps that concern one client, without a word about time or the others, end. */
  private int endOfTalk(int from) {
    String client = talker(steps.get(from));
    int at = from;
    while (at < steps.size() && !client.isEmpty() && talker(steps.get(at)).equals(client)) {
      at++;
    }
    return at;
  }

  private static String talker(Transcript.Step step) {
    return switch (step) {
      case Transcript.Step.Send(var client, _) -> client;
      case Transcript.Step.Expect(var client, _) -> client;
      case Transcript.Step.HalfClose _, Transcript.Step.Closed _, Transcript.Step.Directive _ -> "";
    };
  }

  /** All that is sent first, in one segment. */
  private void talk(List<Transcript.Step> talk) {
    if (!(talk.getFirst() instanceof Transcript.Step.Expect)) {
      expectNothingMore();
    }
    var segment = new StringBuilder();
    for (Transcript.Step step : talk) {
      if (step instanceof Transcript.Step.Send(_, var text)) {
        segment.append(text);
      }
    }
    String client = talker(talk.getFirst());
    if (!segment.isEmpty()) {
      client(client).say(segment.toString());
    }
    for (Transcript.Step step : talk) {
      if (step instanceof Transcript.Step.Expect(_, var text)) {
        expect(client, text);
      }
    }
  }

  private void play(Transcript.Step step) {
    if (!(step instanceof Transcript.Step.Expect)) {
      expectNothingMore();
    }
    switch (step) {
      case Transcript.Step.Send(var client, var text) -> send(client(client), text);
      case Transcript.Step.Expect(var client, var text) -> expect(client, text);
      case Transcript.Step.HalfClose(var client) -> client(client).halfClose();
      case Transcript.Step.Closed(var client, var closed) ->
          assertThat(client(client).isClosed())
              .as("%s: %s is closed", name, client)
              .isEqualTo(closed);
      case Transcript.Step.Directive(var keyword, var arguments) -> follow(keyword, arguments);
    }
  }

  private void send(RecordingClient client, String text) {
    if (segments == Segments.BYTE_BY_BYTE) {
      client.sayByteByByte(text);
    } else {
      client.say(text);
    }
  }

  private void expect(String client, String text) {
    String came = received(client);
    assertThat(came).as("%s: what %s is sent", name, client).startsWith(text);
    unread.put(client, came.substring(text.length()));
  }

  private void expectNothingMore() {
    for (String client : clients.keySet()) {
      assertThat(received(client)).as("%s: what %s is sent unexpectedly", name, client).isEmpty();
    }
    for (String peer : legacy.keySet()) {
      assertThat(received(peer)).as("%s: what %s is sent unexpectedly", name, peer).isEmpty();
    }
  }

  private String received(String client) {
    LineEnd end = legacy.get(client);
    String came = end == null ? client(client).take() : String.join("", end.take());
    return unread.merge(client, came, String::concat);
  }

  private RecordingClient client(String name) {
    return clients.computeIfAbsent(
        name,
        n -> {
          HerdServer server = world.server(n.replaceAll("[#@].*", ""));
          String peers = n.contains("@") ? n.replaceAll(".*@", "") : "";
          return peers.isEmpty()
              ? server.connect()
              : server.connectAs(Set.of(peers.split(",", -1)));
        });
  }

  /** Fed line by line, all but at7-split, which is not: what it is sent is not seen here. */
  private void befriend(String name, Dialect dialect) {
    LegacyNeighbours neighbours = world.server("Alford").node().legacy();
    neighbours.nameHerd(world.servers().stream().map(HerdServer::name).collect(toSet()));
    if (dialect == Dialect.AT7_SPLIT) {
      var peer = new LegacyPeer(name, dialect, Delivery.CONNECTION_PER_UPDATE, 1);
      var _ = neighbours.open(peer, new NoCourier());
    } else {
      var end = new LineEnd();
      legacy.put(name, end);
      neighbours.open(new LegacyPeer(name, dialect, Delivery.LINE, 1)).onConnected(end);
    }
  }

  private static final class NoCourier implements Courier {
    @Override
    public void deliver(Dispatch dispatch) {}

    @Override
    public void pause() {}

    @Override
    public void resetPause() {}
  }

  private void follow(String keyword, String arguments) {
    switch (keyword) {
      case "setting" -> {}
      case "link" -> {
        String[] ends = arguments.split(" ", 2);
        world.lay(ends[0], ends[1], Weather.FINE);
        world.settle();
      }
      case "legacy" -> {
        String[] words = arguments.split(" ", 2);
        befriend(words[0], Dialect.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_')));
      }
      case "advance" -> world.advance(duration(arguments));
      case "places" -> world.servers().forEach(server -> places(server.places(), arguments));
      default -> setClock(keyword.substring(1), arguments);
    }
  }

  private void setClock(String name, String seconds) {
    long nanos = new BigDecimal(seconds).movePointRight(9).longValueExact();
    for (HerdServer server : world.servers()) {
      if (name.isEmpty() || name.equals(server.name())) {
        server.clock().setWall(nanos);
      }
    }
  }

  private static void places(ScriptedPlaces places, String arguments) {
    String[] words = arguments.split(" ", 3);
    switch (words[0]) {
      case "found" -> places.find(arguments.substring("found ".length()).replace("\\n", "\n"));
      case "fail" -> places.fail(NearbyAnswer.Status.valueOf(words[1]), words[2]);
      case "after" -> places.delayBy(duration(words[1] + " " + words[2]));
      case "never" -> places.beSilent();
      default -> throw new IllegalArgumentException("places: " + arguments);
    }
  }

  private void set(String arguments) {
    String[] words = arguments.split(" ", 2);
    conditions =
        switch (words[0]) {
          case "line-limit" -> conditions.withLineLimit(Integer.parseInt(words[1]));
          case "idle-flush" -> conditions.withIdleFlush(duration(words[1]));
          case "idle-timeout" -> conditions.withIdleTimeout(duration(words[1]));
          case "clock-tolerance" -> conditions.withClockTolerance(duration(words[1]));
          case "places-deadline" -> conditions.withPlacesDeadline(duration(words[1]));
          default -> throw new IllegalArgumentException("setting: " + arguments);
        };
  }

  private static Duration duration(String text) {
    String[] words = text.split(" ", 2);
    long number = Long.parseLong(words[0]);
    return switch (words[1]) {
      case "ns" -> Duration.ofNanos(number);
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> throw new IllegalArgumentException("duration: " + text);
    };
  }
}

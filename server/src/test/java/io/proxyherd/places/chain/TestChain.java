package io.proxyherd.places.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A chain on virtual time, and what it says. */
final class TestChain {
  /** Of the chain; it ends a margin earlier. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  static final Duration PATIENCE = DEADLINE.minusMillis(50);

  /** Nothing but a timeout. */
  static final ProviderRules PLAIN =
      new ProviderRules(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          0,
          20,
          new ProviderRules.Cache(Duration.ZERO, 1 << 20),
          Optional.empty(),
          Optional.empty());

  final VirtualTime time = new VirtualTime();
  final List<String> log = new ArrayList<>();
  private final List<ProviderChain.Link> links = new ArrayList<>();
  private final Path directory;
  private int mostUnderWay = 10_000;
  private Optional<ProviderChain> chain = Optional.empty();

  TestChain(Path directory) {
    this.directory = directory;
  }

  static ProviderRules retrying(int retries) {
    return new ProviderRules(
        PLAIN.timeout(),
        PLAIN.reserve(),
        retries,
        PLAIN.leastLimit(),
        PLAIN.cache(),
        Optional.empty(),
        Optional.empty());
  }

  static ProviderRules cached(Duration ttl, long bytes) {
    return new ProviderRules(
        PLAIN.timeout(),
        PLAIN.reserve(),
        0,
        PLAIN.leastLimit(),
        new ProviderRules.Cache(ttl, bytes),
        Optional.empty(),
        Optional.empty());
  }

  static ProviderRules broken(int failures, Duration pause) {
    return new ProviderRules(
        PLAIN.timeout(),
        PLAIN.reserve(),
        0,
        PLAIN.leastLimit(),
        PLAIN.cache(),
        Optional.of(new ProviderRules.Breaker(failures, pause)),
        Optional.empty());
  }

  static ProviderRules limited(int retries, int perSecond, int perAskerMinute, int perDay) {
    return new ProviderRules(
        PLAIN.timeout(),
        PLAIN.reserve(),
        retries,
        PLAIN.leastLimit(),
        PLAIN.cache(),
        Optional.empty(),
        Optional.of(
            new ProviderRules.Limits(
                perSecond, perAskerMinute, perDay == 0 ? Optional.empty() : Optional.of(perDay))));
  }

  /** One more provider, asked after those before it. */
  ScriptedProvider with(String name, ProviderRules rules) {
    var provider = new ScriptedProvider(name);
    links.add(new ProviderChain.Link(provider, rules));
    return provider;
  }

  TestChain withMostUnderWay(int most) {
    mostUnderWay = most;
    return this;
  }

  ProviderChain chain() {
    if (chain.isEmpty()) {
      var built = new ProviderChain(links, DEADLINE, mostUnderWay, directory, time, new Random(1));
      built.tell(
          new ProviderLog() {
            @Override
            public void warn(String line) {
              log.add("warn " + line);
            }

            @Override
            public void info(String line) {
              log.add("info " + line);
            }
          });
      chain = Optional.of(built);
    }
    return chain.get();
  }

  static NearbyQuery query(double latitude, int limit, String asker) {
    return new NearbyQuery(latitude, 2, 10, limit, Optional.empty(), asker);
  }

  /** What the question for 5 places at that latitude is answered, now or later. */
  Answer ask(double latitude) {
    return ask(query(latitude, 5, "10.0.0.1"));
  }

  Answer ask(NearbyQuery query) {
    var answer = new Answer();
    long began = time.nanos();
    chain()
        .find(
            query,
            said -> {
              answer.said.add(said);
              answer.after = Duration.ofNanos(time.nanos() - began);
            });
    return answer;
  }

  ProviderState state(int provider) {
    return chain().states().get(provider);
  }

  /** What a client is told. */
  static final class Answer {
    private final List<NearbyAnswer> said = new ArrayList<>();
    private Duration after = Duration.ZERO;

    boolean isThere() {
      return !said.isEmpty();
    }

    Duration after() {
      return after;
    }

    /** The JSON, or status and message. */
    String text() {
      if (said.size() != 1) {
        return said.size() + " answers";
      }
      return switch (said.getFirst()) {
        case NearbyAnswer.Found(var json) -> new String(json, UTF_8);
        case NearbyAnswer.Failed(var status, var message) -> status + " " + message;
      };
    }
  }
}

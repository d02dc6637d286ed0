package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.PlaceProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one provider after the other until one answers, all within one deadline. When none does, the
 * first one's failure is the answer: it is the one the operator wants most. Safe for many threads.
 */
public final class ProviderChain implements WatchedPlaces, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderChain.class);

  /** The chain ends this much before the deadline at the most, so that its own word is heard. */
  private static final Duration MARGIN = Duration.ofMillis(50);

  private final List<GuardedProvider> providers;
  private final Duration patience;
  private final int mostUnderWay;
  private final Timekeeper time;
  private final List<ProviderLog> logs = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * A provider and how it is asked.
   *
   * @param provider closed with the chain
   */
  public record Link(PlaceProvider provider, ProviderRules rules) {}

  /**
   * @param links at least one, in the order in which they are asked
   * @param deadline for all of them together
   * @param mostUnderWay how many questions wait for an answer; the next one fails at once
   * @param directory where the calls of a day are counted
   */
  public ProviderChain(List<Link> links, Duration deadline, int mostUnderWay, Path directory) {
    this(
        links,
        deadline,
        mostUnderWay,
        directory,
        new SystemTimekeeper(),
        RandomGenerator.of("SplittableRandom"));
  }

  ProviderChain(
      List<Link> links,
      Duration deadline,
      int mostUnderWay,
      Path directory,
      Timekeeper time,
      RandomGenerator random) {
    Duration margin = deadline.dividedBy(10);
    patience = deadline.minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
    this.mostUnderWay = mostUnderWay;
    this.time = time;
    var log = new Everywhere();
    providers =
        links.stream()
            .map(link ->
                new GuardedProvider(link.provider, link.rules, directory, time, random, log))
            .toList();
  }

  @Override
  public Optional<byte[]> findNow(NearbyQuery query) {
    return providers.getFirst().findNow(query);
  }

  @Override
  public void find(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    if (underWay.incrementAndGet() > mostUnderWay) {
      underWay.decrementAndGet();
      answer.accept(
          new NearbyAnswer.Failed(Status.UNKNOWN_ERROR, "places: too many lookups are waiting"));
      return;
    }
    var _ =
        ask(0, query, time.nanos() + patience.toNanos())
            .thenAccept(outcome -> {
              underWay.decrementAndGet();
              answer.accept(print(outcome));
            });
  }

  /** Asks this provider and those behind it. */
  private CompletableFuture<Outcome> ask(int index, NearbyQuery query, long endNanos) {
    CompletableFuture<Outcome> outcome =
        providers.get(index).find(query, share(index, endNanos - time.nanos()));
    return index + 1 == providers.size()
        ? outcome
        : outcome.thenCompose(first ->
            first instanceof Outcome.Found
                ? CompletableFuture.completedFuture(first)
                : ask(index + 1, query, endNanos)
                    .thenApply(second -> second instanceof Outcome.Found ? second : first));
  }

  /**
   * The time for a provider: what is left, without what those behind it need: their reserve each,
   * or an equal share where that is less.
   */
  private Duration share(int index, long leftNanos) {
    long left = Math.max(1, leftNanos);
    long equal = left / (providers.size() - index);
    long mine = left;
    for (GuardedProvider behind : providers.subList(index + 1, providers.size())) {
      mine -= Math.min(equal, behind.reserve().toNanos());
    }
    return Duration.ofNanos(Math.min(mine, providers.get(index).timeout().toNanos()));
  }

  private static NearbyAnswer print(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> new NearbyAnswer.Found(NearbyPrinter.print(found));
      case Outcome.Failed failed -> new NearbyAnswer.Failed(failed.status(), failed.message());
    };
  }

  @Override
  public List<ProviderState> states() {
    return providers.stream().map(GuardedProvider::state).toList();
  }

  @Override
  public Runnable tell(ProviderLog log) {
    logs.add(log);
    return () -> logs.remove(log);
  }

  @Override
  public void close() {
    providers.forEach(GuardedProvider::close);
    time.close();
  }

  /** To all who listen; trouble also to the standard error, for it belongs to no server alone. */
  private final class Everywhere implements ProviderLog {
    @Override
    public void warn(String line) {
      LOG.warn(line);
      logs.forEach(log -> log.warn(line));
    }

    @Override
    public void info(String line) {
      LOG.info(line);
      logs.forEach(log -> log.info(line));
    }
  }
}

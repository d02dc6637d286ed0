package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.PlaceProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks one provider after the other until one answers. When none does, the first one's failure is
 * the answer: it is the one the operator wants most. Safe for many threads.
 */
public final class ProviderChain implements PlaceFinder, AutoCloseable {
  private final List<PlaceProvider> providers;
  private final Duration deadline;

  /**
   * @param providers at least one, in the order in which they are asked
   * @param deadline for all of them together
   */
  public ProviderChain(List<PlaceProvider> providers, Duration deadline) {
    this.providers = List.copyOf(providers);
    this.deadline = deadline;
  }

  @Override
  public void find(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    CompletableFuture<Outcome> outcome = providers.getFirst().find(query, deadline);
    for (PlaceProvider next : providers.subList(1, providers.size())) {
      outcome = outcome.thenCompose(first -> orElse(first, next, query));
    }
    var _ = outcome.thenAccept(found -> answer.accept(print(found)));
  }

  private CompletableFuture<Outcome> orElse(Outcome first, PlaceProvider next, NearbyQuery query) {
    return first instanceof Outcome.Found
        ? CompletableFuture.completedFuture(first)
        : next.find(query, deadline)
            .thenApply(second -> second instanceof Outcome.Found ? second : first);
  }

  private static NearbyAnswer print(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> new NearbyAnswer.Found(NearbyPrinter.print(found));
      case Outcome.Failed failed -> new NearbyAnswer.Failed(failed.status(), failed.message());
    };
  }

  @Override
  public void close() {
    providers.forEach(PlaceProvider::close);
  }
}

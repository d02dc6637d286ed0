package io.proxyherd.places.chain;

import java.util.Map;
import java.util.Optional;

/**
 * How a provider is, and what it did since the start.
 *
 * @param circuit {@code closed} when it is asked, {@code open} when it is left alone, {@code
 *     half-open} when it is being tried; {@code none} if it is always asked
 * @param callsLeftToday of its daily budget; empty if it has none
 * @param asked questions
 * @param answered of them, with places or none
 * @param cached answered by an answer that was kept
 * @param coalesced joined the same question of another, which was under way
 * @param calls that were really made, tries included
 * @param retried calls after a failure
 * @param troubles how often there was none, by its cause; what never came is not in it
 */
public record ProviderState(
    String name,
    String circuit,
    Optional<Integer> callsLeftToday,
    long asked,
    long answered,
    long cached,
    long coalesced,
    long calls,
    long retried,
    Map<String, Long> troubles) {
  public ProviderState {
    troubles = Map.copyOf(troubles);
  }
}

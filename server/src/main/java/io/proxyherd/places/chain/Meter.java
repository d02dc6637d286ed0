package io.proxyherd.places.chain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a provider does. Safe for many threads. */
final class Meter {
  final LongAdder asked = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder cached = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder calls = new LongAdder();
  final LongAdder retried = new LongAdder();
  private final Map<Trouble, LongAdder> troubles = new ConcurrentHashMap<>();

  void failed(Trouble trouble) {
    troubles.computeIfAbsent(trouble, _ -> new LongAdder()).increment();
  }

  ProviderState read(String name, String circuit, Optional<Integer> callsLeftToday) {
    var words = new TreeMap<String, Long>();
    troubles.forEach((trouble, count) -> words.put(trouble.word(), count.sum()));
    return new ProviderState(
        name,
        circuit,
        callsLeftToday,
        asked.sum(),
        answered.sum(),
        cached.sum(),
        coalesced.sum(),
        calls.sum(),
        retried.sum(),
        words);
  }
}

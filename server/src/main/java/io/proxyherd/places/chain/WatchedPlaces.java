package io.proxyherd.places.chain;

import io.proxyherd.node.PlaceFinder;
import java.util.List;

/** Where places come from, and how the providers of them are. Safe for many threads. */
public interface WatchedPlaces extends PlaceFinder {
  /** The providers, in the order in which they are asked. */
  List<ProviderState> states();

  /**
   * Tells that log of troubles from here on.
   *
   * @return ends that
   */
  Runnable tell(ProviderLog log);
}

package io.proxyherd.ops;

import io.proxyherd.places.chain.ProviderLog;

/** Writes into a server's log how the providers of places are. */
record PlacesLog(ServerLog log) implements ProviderLog {
  @Override
  public void warn(String line) {
    log.warn("places", line);
  }

  @Override
  public void info(String line) {
    log.info("places", line);
  }
}

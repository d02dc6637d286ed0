package io.proxyherd.places.chain;

/** Who is told when a provider begins to fail, and when it works again. Called on any thread. */
public interface ProviderLog {
  /** Something went wrong; with a cure, where one is known. */
  void warn(String line);

  /** All is well again. */
  void info(String line);
}

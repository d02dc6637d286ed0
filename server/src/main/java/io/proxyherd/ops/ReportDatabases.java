package io.proxyherd.ops;

import io.proxyherd.config.ConfigException;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.store.StoreHealth;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Opens the database in which a herd's configuration keeps reports. */
public interface ReportDatabases {
  /**
   * Begins to connect, and goes on trying.
   *
   * @param server whose it is, by name
   * @param nodeThread where answers are given
   * @param onHealth told of each change of its health, on any thread
   * @throws ConfigException if a file that the configuration names can't be read
   */
  ReportDatabase open(
      HerdConfig herd, String server, Executor nodeThread, Consumer<StoreHealth> onHealth);
}

package io.proxyherd.moving;

import io.proxyherd.cassandra.CassandraScan;
import io.proxyherd.cassandra.CassandraSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** All reports that Cassandra has. */
public final class CassandraSource implements Source {
  private static final int PAGE = 2000;

  private final String description;
  private final CassandraScan scan;
  private final Duration patience;
  private long unreadable;

  private CassandraSource(String description, CassandraScan scan, Duration patience) {
    this.description = description;
    this.scan = scan;
    this.patience = patience;
  }

  /**
   * Connects.
   *
   * @param description for people
   * @param patience how long to go on trying
   */
  public static CassandraSource open(
      CassandraSettings settings, String description, Duration patience)
      throws IOException, InterruptedException {
    return new CassandraSource(description, CassandraScan.open(settings, patience, PAGE), patience);
  }

  /** How many rows were no reports; they are left out. */
  public long unreadable() {
    return unreadable;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Page read(Optional<String> cursor) throws IOException, InterruptedException {
    OptionalLong after =
        cursor.isEmpty() ? OptionalLong.empty() : OptionalLong.of(token(cursor.get()));
    var waiting = new Patience(patience);
    while (true) {
      try {
        CassandraScan.Page page = scan.read(after);
        unreadable += page.unreadable();
        Optional<String> next =
            page.last().isPresent()
                ? Optional.of(Long.toString(page.last().getAsLong()))
                : Optional.empty();
        return new Page(page.reports(), next, Optional.of(page.done()));
      } catch (IOException e) {
        if (!waiting.isLeft()) {
          throw e;
        }
        waiting.pause();
      }
    }
  }

  private static long token(String cursor) throws CursorGone {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException _) {
      throw new CursorGone("cursor: " + cursor + " (expected: a token)");
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}

package io.proxyherd.places.chain;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Says of each kind of trouble with a provider when it begins, then once a minute how often it
 * came, and when the provider works again. Safe for many threads.
 */
final class TroubleLog {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final String provider;
  private final Timekeeper time;
  private final ProviderLog log;
  private final Map<Trouble, Said> said = new EnumMap<>(Trouble.class);
  private volatile boolean failing;
  private long failingSinceNanos;

  /** When a kind was last spoken of, and how often it came since. */
  private static final class Said {
    private long atNanos;
    private long unsaid;
  }

  TroubleLog(String provider, Timekeeper time, ProviderLog log) {
    this.provider = provider;
    this.time = time;
    this.log = log;
  }

  /** It had no answer. */
  synchronized void failed(Trouble trouble, String message) {
    long now = time.nanos();
    Said last = said.get(trouble);
    if (last != null && now - last.atNanos < PAUSE.toNanos()) {
      last.unsaid++;
      return;
    }
    String more = last == null || last.unsaid == 0 ? "" : "; " + last.unsaid + " more unsaid";
    log.warn("places: " + trouble.word() + ": " + message + more);
    if (last == null) {
      last = new Said();
      said.put(trouble, last);
    }
    last.atNanos = now;
    last.unsaid = 0;
    if (trouble.isLasting() && !failing) {
      failing = true;
      failingSinceNanos = now;
    }
  }

  /** It answered. */
  void answered() {
    if (failing) {
      recovered();
    }
  }

  private synchronized void recovered() {
    if (failing) {
      failing = false;
      long seconds = (time.nanos() - failingSinceNanos) / 1_000_000_000;
      log.info("places: " + provider + " answers again, after " + seconds + " s");
    }
  }
}

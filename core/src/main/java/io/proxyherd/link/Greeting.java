package io.proxyherd.link;

import io.proxyherd.store.Lifetimes;
import java.time.Duration;
import java.util.Optional;

/** Decides whether to link with a server that said HELLO. */
final class Greeting {
  private final LinkSettings settings;
  private final Optional<String> dialled;

  /**
   * @param dialled whom this server wanted to reach, if it dialled
   */
  Greeting(LinkSettings settings, Optional<String> dialled) {
    this.settings = settings;
    this.dialled = dialled;
  }

  /** Why there can be no link; nothing if there can. */
  Optional<String> objection(Frame.Hello hello, Duration clockOffset) {
    if (hello.version() < FrameWriter.OLDEST_VERSION
        || hello.oldestVersion() > FrameWriter.VERSION) {
      return objection(
          "link protocol version",
          hello.oldestVersion() + ".." + hello.version(),
          FrameWriter.OLDEST_VERSION
              + ".."
              + FrameWriter.VERSION
              + "; run releases next to each other on all servers");
    }
    if (!hello.cluster().equals(settings.cluster())) {
      return objection(
          "cluster", hello.cluster(), settings.cluster() + "; set the same cluster on all servers");
    }
    if (hello.server().equals(settings.server())) {
      return objection(
          "server", hello.server(), "another server; two of them have one name or one peer port");
    }
    if (dialled.isPresent() && !hello.server().equals(dialled.get())) {
      return objection("server", hello.server(), dialled.get() + "; check its host and peer-port");
    }
    if (!settings.neighbours().contains(hello.server())) {
      return objection(
          "server",
          hello.server(),
          "a neighbour of " + settings.server() + "; add the link on both servers");
    }
    if (!hello.lifetimes().equals(settings.lifetimes())) {
      return objection(
          "lifetimes",
          printed(hello.lifetimes()),
          printed(settings.lifetimes())
              + "; set the same reports.ttl and reports.tombstone-ttl on all servers");
    }
    if (clockOffset.abs().compareTo(settings.clockOffsetRefuse()) > 0) {
      return objection(
          "clock offset",
          clockOffset.toMillis() + " ms",
          "at most " + settings.clockOffsetRefuse().toMillis() + " ms; set the clocks right");
    }
    return Optional.empty();
  }

  private static String printed(Lifetimes lifetimes) {
    return lifetimes.report().toSeconds() + " s and " + lifetimes.tombstone().toSeconds() + " s";
  }

  private static Optional<String> objection(String what, Object value, String expected) {
    return Optional.of(what + ": " + value + " (expected: " + expected + ")");
  }
}

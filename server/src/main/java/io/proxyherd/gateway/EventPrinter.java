package io.proxyherd.gateway;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import io.proxyherd.stream.Event;
import io.proxyherd.text.HarmlessText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON of what readers are told. What many are told at about the same time is printed once.
 * Not thread-safe: owned by the gateway's loop.
 */
final class EventPrinter {
  /**
   * What happened to a client.
   *
   * @param client its ID
   */
  record Client(String client) {}

  /**
   * Why all is told again.
   *
   * @param reason for people
   */
  record Reason(String reason) {}

  /**
   * What all that was told is.
   *
   * @param scope whose clients: herd, or server for those alone that report to this server
   */
  record All(String scope) {}

  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  private record Printed(Report report, byte[] json) {}

  private static final int KEPT = 1024;

  private final String server;
  private final byte[] all;
  private final @Nullable Printed[] kept = new Printed[KEPT];

  /**
   * @param server that tells it
   * @param scope whose clients it lists
   */
  EventPrinter(String server, String scope) {
    this.server = server;
    all = Json.print(new All(scope));
  }

  /** The event, told with that cursor. */
  ToldEvent print(Event event, String cursor) {
    return switch (event) {
      case Event.Position(var report) -> new ToldEvent("position", position(report), cursor);
      case Event.Left(var report) -> new ToldEvent("left", client(report.client()), cursor);
      case Event.Forgotten(var client, _) -> new ToldEvent("forgotten", client(client), cursor);
      case Event.CaughtUp _ -> new ToldEvent("caught-up", all, cursor);
      case Event.Reset(var reason) ->
          new ToldEvent("reset", Json.print(new Reason(reason)), cursor);
    };
  }

  @SuppressWarnings("ReferenceEquality") // the same object was printed before
  private byte[] position(Report report) {
    int place = (int) Math.floorMod(report.seq(), (long) KEPT);
    Printed known = kept[place];
    if (known == null || known.report() != report) {
      known = new Printed(report, Json.print(ClientPosition.known(server, report, Instant.now())));
      kept[place] = known;
    }
    return known.json();
  }

  private static byte[] client(Field client) {
    return Json.print(new Client(HarmlessText.of(client.copy())));
  }
}

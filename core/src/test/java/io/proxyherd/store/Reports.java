package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Reports for tests. */
public final class Reports {
  /** Where all of them come from; their numbers are the seconds of their receipt. */
  public static final Origin ORIGIN = new Origin("Alford", 42);

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Reports() {}

  /** The report that the AT line makes, heard at that second, with a minute's tolerance. */
  public static Report of(String line, long receivedAtSeconds) {
    return of(line, receivedAtSeconds * NANOS_PER_SECOND, 60_000);
  }

  /** The report that the AT line makes. */
  public static Report of(String line, long receivedAtNanos, int toleranceMs) {
    var stamp = new Stamp(ORIGIN, receivedAtNanos / NANOS_PER_SECOND);
    return Report.of(line.getBytes(ISO_8859_1), receivedAtNanos, toleranceMs, stamp).orElseThrow();
  }

  /** Where a client was at that second; heard then by Alford. */
  public static Report at(String client, long seconds) {
    return of("AT Alford +0.000000000 " + client + " +1+1 " + seconds, seconds);
  }

  /** Any report of the client, with few values for each field, so that many of them are equal. */
  public static Report any(Random random, String client) {
    String line =
        "AT "
            + pick(random, "Alford", "Ball")
            + pick(random, " +0.000000000 ", " +1.000000000 ")
            + client
            + pick(random, " +1+1 ", " +1+2 ", " -1+1 ")
            + pick(random, "100", "100.0", "101", "100.000000000000000001", "160", "999999999999");
    long receivedAtNanos = (100 + random.nextInt(2)) * NANOS_PER_SECOND + random.nextInt(2);
    return of(line, receivedAtNanos, random.nextInt(2) * 60_000);
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}

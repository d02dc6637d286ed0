package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReportStore} promises, whatever it is made of. Each test has clients of its
 * own, so that all may share one store.
 */
public abstract class ReportStoreContract {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long YEAR_3000 = 32_503_680_000L;
  private static final int TOLERANCE_MS = 60_000;

  /** The store. */
  protected abstract ReportStore store();

  /** Asks the store something and waits for its answer. */
  protected abstract <T> T await(Consumer<Consumer<T>> request);

  /** The store's time, seconds since 1970. */
  protected abstract long nowSeconds();

  @Test
  void knowsNothingOfAClientThatNeverWasReported() {
    assertThat(find("contract-nobody")).isEmpty();
  }

  @Test
  void findsWhatItWasOfferedInEveryByte() {
    Report report = heard("contract-\u00e4\u0001b", nowSeconds(), 123_456_789, "Ball", "+34.5-118");

    assertThat(isTaken(report)).isTrue();
    Report found = find("contract-\u00e4\u0001b").orElseThrow();
    assertThat(found).isEqualTo(report).hasToString(report.toString());
    assertThat(found.receivedAtNanos()).isEqualTo(report.receivedAtNanos());
    assertThat(found.toleranceMs()).isEqualTo(report.toleranceMs());
  }

  @Test
  void takesTheLongestClientAndALongLine() {
    String client = "c".repeat(256);
    Report report = heard(client, nowSeconds(), 0, "Ball", "+1." + "0".repeat(4000) + "+1");

    assertThat(isTaken(report)).isTrue();
    assertThat(find(client)).contains(report);
  }

  @Test
  void keepsTheNewerOneInWhateverOrderTheyCome() {
    Report older = heard("contract-rising", nowSeconds() - 1, 0, "Ball", "+1+1");
    Report newer = heard("contract-rising", nowSeconds(), 0, "Alford", "+2+2");
    offer(older);
    offer(newer);
    assertThat(find("contract-rising")).contains(newer);

    offer(older);
    offer(newer);
    offer(older);
    assertThat(find("contract-rising")).contains(newer);
  }

  @Test
  void saysWhichOneIsNewestOrThatItDoesNotSay() {
    Report older = heard("contract-verdict", nowSeconds() - 1, 0, "Ball", "+1+1");
    Report newer = heard("contract-verdict", nowSeconds(), 0, "Ball", "+1+1");

    assertThat(offer(newer)).isIn(Offered.Taken.NEWEST, Offered.Taken.ACCEPTED);
    assertThat(offer(older)).isIn(Offered.Taken.STALE, Offered.Taken.ACCEPTED);
  }

  @Test
  void isNotLockedForYearsByAWrongClock() {
    String client = "contract-3000";
    long now = nowSeconds();
    offer(reported(client, YEAR_3000 + ".5", now, "Ball", "+1+1"));
    Report right = reported(client, (now + 61) + ".0", now + 61, "Alford", "+2+2");
    offer(right);

    assertThat(find(client)).contains(right);
  }

  @Test
  void keepsATombstoneUntilThereIsANewerReport() {
    String client = "contract-forgotten";
    Report known = heard(client, nowSeconds() - 5, 0, "Ball", "+1+1");
    Report older = heard(client, nowSeconds() - 6, 0, "Zebra", "+9+9");
    Report tombstone =
        Report.tombstone(
            known, "Alford", nowSeconds() * NANOS_PER_SECOND, new Stamp(Reports.ORIGIN, 1));
    offer(known);
    offer(tombstone);
    offer(known);
    offer(older);
    assertThat(find(client)).hasValueSatisfying(found -> assertThat(found).isEqualTo(tombstone));
    assertThat(find(client).orElseThrow().isTombstone()).isTrue();

    Report newer = heard(client, nowSeconds() - 4, 0, "Ball", "+1+1");
    offer(newer);
    assertThat(find(client)).contains(newer);
  }

  /** Nanoseconds apart, and many of them equal but for what comes after the time. */
  @Seeds(count = 40)
  void endsWithTheGreatestOfReportsInAnyOrder(long seed) {
    var random = new Random(seed);
    String client = "contract-seed-" + seed;
    long second = nowSeconds() - 10;
    List<Report> reports = new ArrayList<>();
    for (int count = 2 + random.nextInt(12); count > 0; count--) {
      reports.add(any(random, client, second));
    }
    Report greatest = Collections.max(reports, Comparator.naturalOrder());
    reports.addAll(List.copyOf(reports));
    Collections.shuffle(reports, random);

    reports.forEach(report -> assertThat(isTaken(report)).isTrue());

    assertThat(find(client)).contains(greatest);
  }

  @Test
  void isUpAndHasRoomWhileNobodyAsks() {
    assertThat(store().health().state()).isEqualTo(StoreHealth.State.UP);
    assertThat(store().hasRoom()).isTrue();
  }

  /** Offers the report and waits for the answer. */
  protected final Offered offer(Report report) {
    return await(answer -> store().offer(report, answer));
  }

  /** What the store has of the client. */
  protected final Optional<Report> find(String client) {
    byte[] bytes = client.getBytes(ISO_8859_1);
    Found found = await(answer -> store().find(new Field(bytes, 0, bytes.length), answer));
    return switch (found) {
      case Found.Known known -> Optional.of(known.report());
      case Found.Unknown _ -> Optional.empty();
      case StoreFailure failure -> throw new AssertionError(failure.reason());
    };
  }

  /** Any of a few reports of the client within one microsecond of that second, or just after. */
  protected static Report any(Random random, String client, long second) {
    String time =
        second + pick(random, ".000001", ".0000010", ".000001001", ".000001002", ".000002");
    return reported(
        client,
        time,
        second + random.nextInt(3),
        pick(random, "Alford", "Ball", "Ba"),
        pick(random, "+1+1", "+1+2", "-1+1"));
  }

  private boolean isTaken(Report report) {
    return offer(report) instanceof Offered.Taken;
  }

  private static Report heard(
      String client, long seconds, int nanos, String server, String location) {
    String time = "%d.%09d".formatted(seconds, nanos);
    return reported(client, time, seconds, server, location);
  }

  private static Report reported(
      String client, String time, long receivedAt, String server, String location) {
    String line = "AT " + server + " +0.000000000 " + client + " " + location + " " + time;
    return Reports.of(line, receivedAt * NANOS_PER_SECOND + 7, TOLERANCE_MS);
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}

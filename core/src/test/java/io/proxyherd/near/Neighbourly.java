package io.proxyherd.near;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import io.proxyherd.geo.Area;
import io.proxyherd.geo.EarthDistance;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.Store;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A store, who knows who is near in it, and the same worked out by looking at everybody. */
final class Neighbourly {
  /** A client as it is expected. */
  record Expected(String client, double metres) {}

  static final Duration LIFETIME = Duration.ofSeconds(1000);

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final Lifetimes LIFETIMES = new Lifetimes(LIFETIME, LIFETIME);
  private static final Pattern LOCATION = Pattern.compile("([+-][\\d.]+)([+-][\\d.]+)");
  private static final BigDecimal POLE = BigDecimal.valueOf(90);
  private static final BigDecimal HALF_TURN = BigDecimal.valueOf(180);

  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Store store;
  private final NearbyClients near;
  private final List<ClientAnswer> answers = new ArrayList<>();
  private long reports;

  Neighbourly(Random random) {
    store = new Store(random, LIFETIMES);
    near = new NearbyClients(store, LIFETIMES, random.nextLong(), clock, timers);
    clock.setWall(100 * NANOS_PER_SECOND);
  }

  NearbyClients near() {
    return near;
  }

  Store store() {
    return store;
  }

  /** The client is there now. */
  void report(String client, String location) {
    long seconds = clock.wallNanos() / NANOS_PER_SECOND;
    String time = seconds + "." + String.format("%09d", ++reports);
    offer(Reports.of("AT Alford +0.0 %s %s %s".formatted(client, location, time), seconds));
  }

  /** The client is to be forgotten, if it is known. */
  void bury(String client) {
    store
        .find(field(client))
        .filter(report -> !report.isTombstone())
        .ifPresent(
            report -> offer(Report.tombstone(report, "Ball", clock.wallNanos(), report.stamp())));
  }

  /** Gives up the slots of what has expired, as a node does. */
  void removeExpired() {
    for (int slot = 0; slot < store.slots(); slot++) {
      if (store.isTaken(slot) && LIFETIMES.isExpired(store.at(slot), clock.wallNanos())) {
        near.givenUp(slot);
        store.remove(slot);
      }
    }
  }

  private void offer(Report report) {
    int slot = store.offer(report);
    if (slot != Store.NOT_NEWER) {
      near.owe(slot);
    }
  }

  void advance(Duration time) {
    clock.advance(time);
    timers.run();
  }

  /** The answer, once there is one. */
  ClientAnswer ask(ClientQuery query) {
    answers.clear();
    near.ask(query, answers::add);
    for (int step = 0; answers.isEmpty() && step < 10_000; step++) {
      advance(Duration.ofMillis(1));
    }
    return answers.getFirst();
  }

  ClientAnswer.Page page(ClientQuery query) {
    return (ClientAnswer.Page) ask(query);
  }

  static List<Expected> shown(ClientAnswer.Page page) {
    return page.clients().stream()
        .map(found ->
            new Expected(found.report().client().toString(), found.metres().orElse(Double.NaN)))
        .toList();
  }

  /** All within the radius, the nearest first. */
  List<Expected> nearest(ClientQuery.Near query) {
    return current().stream()
        .map(report -> new Expected(report.client().toString(), metres(query, report)))
        .filter(client -> client.metres() <= query.radiusKm() * 1000)
        .sorted(
            Comparator.comparingDouble(Expected::metres)
                .thenComparing(client -> field(client.client()), Field::compareBytes))
        .toList();
  }

  /** All in the box, in the order of their slots. */
  List<Expected> inside(ClientQuery.Inside query) {
    return current().stream()
        .filter(report -> isInside(query.area(), report))
        .map(report -> new Expected(report.client().toString(), Double.NaN))
        .toList();
  }

  private List<Report> current() {
    var current = new ArrayList<Report>();
    for (int slot = 0; slot < store.slots(); slot++) {
      if (store.isTaken(slot)
          && !store.at(slot).isTombstone()
          && !LIFETIMES.isExpired(store.at(slot), clock.wallNanos())) {
        current.add(store.at(slot));
      }
    }
    return current;
  }

  private static double metres(ClientQuery.Near query, Report report) {
    BigDecimal latitude = rounded(report, 1);
    BigDecimal longitude = rounded(report, 2);
    boolean isPole = latitude.abs().compareTo(POLE) == 0;
    boolean isSeam = longitude.compareTo(HALF_TURN) == 0;
    double meridian = isPole ? 0 : isSeam ? -180 : longitude.doubleValue();
    return EarthDistance.metres(
        query.latitude(), query.longitude(), latitude.doubleValue(), meridian);
  }

  private static boolean isInside(Area area, Report report) {
    BigDecimal latitude = rounded(report, 1);
    BigDecimal longitude = rounded(report, 2);
    boolean isPole = latitude.abs().compareTo(POLE) == 0;
    boolean isSeam = longitude.abs().compareTo(HALF_TURN) == 0;
    return isBetween(area.south(), latitude, area.north())
        && (isPole
            || isBetween(area, longitude)
            || (isSeam && isBetween(area, longitude.negate())));
  }

  private static boolean isBetween(Area area, BigDecimal longitude) {
    return area.west() <= area.east()
        ? isBetween(area.west(), longitude, area.east())
        : isBetween(area.west(), longitude, 180) || isBetween(-180, longitude, area.east());
  }

  private static boolean isBetween(double from, BigDecimal degrees, double to) {
    return BigDecimal.valueOf(from).compareTo(degrees) <= 0
        && degrees.compareTo(BigDecimal.valueOf(to)) <= 0;
  }

  private static BigDecimal rounded(Report report, int group) {
    Matcher matcher = LOCATION.matcher(report.location().toString());
    if (!matcher.matches()) {
      throw new AssertionError(report);
    }
    return new BigDecimal(matcher.group(group)).setScale(7, RoundingMode.HALF_UP);
  }

  private static Field field(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new Field(bytes, 0, bytes.length);
  }
}

package io.proxyherd.near;

import static io.proxyherd.near.Neighbourly.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.geo.Area;
import io.proxyherd.near.Neighbourly.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is found is what looking at everybody finds. */
final class NearbyClientsTest {
  private static final Optional<String> BEGIN = Optional.empty();
  private static final Area WORLD = new Area(-90, -180, 90, 180);

  @Nested
  final class AfterAnyHistory {
    /** 105 seeds with 40 questions each: 4,200. */
    @Seeds(count = 105)
    void findsExactlyWhoIsThere(long seed) {
      var random = new Random(seed);
      var world = new Neighbourly(random);
      Scatter[] all = Scatter.values();
      Scatter scatter = all[(int) (seed % all.length)];
      int clients = seed % 20 == 19 ? 2000 : 1 + random.nextInt(300);

      for (int question = 0; question < 40; question++) {
        for (int change = random.nextInt(clients + 1); change > 0; change--) {
          change(world, "c" + random.nextInt(clients), scatter, random);
        }
        world.near().flush();
        if (random.nextInt(8) == 0) {
          world.advance(Neighbourly.LIFETIME.dividedBy(2));
        }
        if (random.nextInt(8) == 0) {
          world.removeExpired();
        }
        askAnything(world, random.nextInt(4) == 0 ? pick(all, random) : scatter, random);
      }
      assertThat(world.near().difference()).isEmpty();
    }

    private static void change(Neighbourly world, String client, Scatter scatter, Random random) {
      if (random.nextInt(20) == 0) {
        world.bury(client);
      } else {
        world.report(client, scatter.location(random));
      }
    }

    private static void askAnything(Neighbourly world, Scatter around, Random random) {
      if (random.nextInt(3) == 0) {
        var query = anyBox(around, random);
        assertThat(shown(world.page(query))).as("%s", query).isEqualTo(first(world, query));
      } else {
        var query = anyCircle(around, random);
        List<Expected> expected = world.nearest(query);
        ClientAnswer.Page page = world.page(query);
        assertThat(shown(page)).as("%s", query).isEqualTo(cut(expected, query.limit()));
        assertThat(page.isComplete()).isEqualTo(expected.size() <= query.limit());
      }
    }

    private static ClientQuery.Near anyCircle(Scatter around, Random random) {
      double[] at = around.degrees(random);
      double radiusKm =
          random.nextInt(3) == 0
              ? ClientQuery.GREATEST_RADIUS_KM
              : Math.min(20000, Math.pow(10, random.nextDouble(-3, 4.4)));
      int limit = random.nextInt(4) == 0 ? 1000 : 1 + random.nextInt(20);
      return new ClientQuery.Near(
          Math.clamp(at[0], -90, 90), Math.clamp(at[1], -180, 180), radiusKm, limit, BEGIN);
    }

    private static ClientQuery.Inside anyBox(Scatter around, Random random) {
      double[] corner = around.degrees(random);
      double[] other = pick(new Scatter[] {around, Scatter.ANYWHERE}, random).degrees(random);
      double south = Math.max(-90, Math.min(corner[0], other[0]));
      double north = Math.min(90, Math.max(corner[0], other[0]));
      boolean isWorld = random.nextInt(8) == 0;
      return new ClientQuery.Inside(
          isWorld
              ? WORLD
              : new Area(
                  south, Math.clamp(corner[1], -180, 180), north, Math.clamp(other[1], -180, 180)),
          1 + random.nextInt(1000),
          BEGIN);
    }

    private static List<Expected> first(Neighbourly world, ClientQuery.Inside query) {
      return cut(world.inside(query), query.limit());
    }

    private static List<Expected> cut(List<Expected> clients, int limit) {
      return clients.subList(0, Math.min(limit, clients.size()));
    }

    private static <T> T pick(T[] of, Random random) {
      return of[random.nextInt(of.length)];
    }
  }

  @Nested
  final class Crowds {
    @Test
    void aHundredThousandOnOneSpotComeInTheOrderOfTheirIds() {
      var world = new Neighbourly(new Random(1));
      for (int client = 99_999; client >= 0; client--) {
        world.report("c%05d".formatted(client), "+34.068930-118.445127");
      }
      world.report("nearer", "+34.068930-118.445128");

      ClientAnswer.Page page = world.page(near(34.068930, -118.4451285, 1, 3));

      assertThat(shown(page).stream().map(Expected::client))
          .containsExactly("nearer", "c00000", "c00001");
    }

    @Test
    void aTownIsFoundFromTheOtherSideOfTheEarth() {
      var random = new Random(2);
      var world = new Neighbourly(random);
      for (int client = 0; client < 50_000; client++) {
        world.report("c" + client, Scatter.TOWNS.location(random));
      }
      for (int question = 0; question < 5; question++) {
        double[] at = Scatter.ANYWHERE.degrees(random);
        var query = near(at[0], at[1], ClientQuery.GREATEST_RADIUS_KM, 10);
        assertThat(shown(world.page(query))).isEqualTo(world.nearest(query).subList(0, 10));
      }
      assertThat(world.near().difference()).isEmpty();
    }
  }

  @Nested
  final class Walks {
    /** All walk on while all clients but the even ones move about, some away, some back. */
    @Seeds(count = 20)
    void nobodyComesTwiceAndNobodyWhoStaysIsMissed(long seed) {
      var random = new Random(seed);
      var world = new Neighbourly(random);
      for (int client = 0; client < 400; client++) {
        world.report("c" + client, Scatter.TOWNS.location(random));
      }
      var query =
          seed % 2 == 0
              ? near(0, 0, ClientQuery.GREATEST_RADIUS_KM, 7)
              : new ClientQuery.Inside(WORLD, 7, BEGIN);
      var seen = new ArrayList<String>();
      Optional<String> cursor = Optional.empty();
      do {
        ClientAnswer.Page page = world.page(from(query, cursor));
        assertThat(shown(page)).isEqualTo(rest(world, query, seen));
        shown(page).forEach(client -> seen.add(client.client()));
        cursor = page.cursor();
        for (int move = 0; move < 50; move++) {
          world.report("c" + (1 + 2 * random.nextInt(300)), Scatter.ANYWHERE.location(random));
        }
        world.near().flush();
      } while (cursor.isPresent());

      assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
      for (int client = 0; client < 400; client += 2) {
        assertThat(seen).contains("c" + client);
      }
    }

    /** What the next page must have: the nearest, or the next slots, of who was not shown yet. */
    private static List<Expected> rest(Neighbourly world, ClientQuery query, List<String> seen) {
      List<Expected> now =
          switch (query) {
            case ClientQuery.Near near -> world.nearest(near);
            case ClientQuery.Inside box -> world.inside(box);
          };
      return now.stream()
          .filter(client -> !seen.contains(client.client()))
          .limit(query.limit())
          .toList();
    }

    @Test
    void aBoxOfTensOfThousandsIsWalkedToItsEnd() {
      var random = new Random(3);
      var world = new Neighbourly(random);
      Set<String> expected = new TreeSet<>();
      for (int client = 0; client < 30_000; client++) {
        world.report("c" + client, Scatter.ANYWHERE.location(random));
      }
      var query = new ClientQuery.Inside(new Area(-80, -170, 85, 175), 1000, BEGIN);
      world.inside(query).forEach(client -> expected.add(client.client()));
      var seen = new ArrayList<String>();
      Optional<String> cursor = Optional.empty();
      do {
        ClientAnswer.Page page = world.page(from(query, cursor));
        shown(page).forEach(client -> seen.add(client.client()));
        cursor = page.cursor();
      } while (cursor.isPresent());

      assertThat(seen).hasSize(expected.size());
      assertThat(new TreeSet<>(seen)).isEqualTo(expected);
    }

    @Test
    void oneByDistanceEndsAfterAThousand() {
      var world = new Neighbourly(new Random(4));
      for (int client = 0; client < 1500; client++) {
        world.report("c" + client, "+1+1");
      }
      ClientAnswer.Page first = world.page(near(0, 0, 1000, 600));
      ClientAnswer.Page second = world.page(from(near(0, 0, 1000, 600), first.cursor()));

      assertThat(first.cursor()).hasValueSatisfying(text -> assertThat(text).hasSizeLessThan(3000));
      assertThat(second.clients()).hasSize(600);
      assertThat(second.isComplete()).isFalse();
      assertThat(second.cursor()).isEmpty();
    }

    @Test
    void anotherLifesCursorIsRefused() {
      var world = new Neighbourly(new Random(5));
      var other = new Neighbourly(new Random(6));
      for (int client = 0; client < 3; client++) {
        world.report("c" + client, "+1+1");
      }
      Optional<String> cursor = world.page(near(0, 0, 1000, 1)).cursor();

      assertThat(cursor).isPresent();
      assertThat(other.ask(from(near(0, 0, 1000, 1), cursor)))
          .isInstanceOf(ClientAnswer.Refused.class);
      assertThat(world.ask(new ClientQuery.Inside(new Area(0, 0, 1, 1), 1, cursor)))
          .isInstanceOf(ClientAnswer.Refused.class);
    }
  }

  @Nested
  final class Life {
    private final Neighbourly world = new Neighbourly(new Random(7));

    @Test
    void whereNobodyAsksThereIsNoIndex() {
      world.report("a", "+1+1");

      assertThat(world.near().bytes()).isZero();
    }

    @Test
    void theFirstQuestionWaitsUntilAllAreIn() {
      for (int client = 0; client < 10_000; client++) {
        world.report("c" + client, "+1+1");
      }
      var answers = new ArrayList<ClientAnswer>();
      world.near().ask(near(0, 0, 1000, 1), answers::add);
      assertThat(answers).isEmpty();

      world.advance(Duration.ofMillis(1));
      assertThat(answers).isEmpty();
      world.report("a", "+0+0");
      for (int step = 0; step < 20; step++) {
        world.advance(Duration.ofMillis(1));
      }

      assertThat(answers).hasSize(1);
      assertThat(shown((ClientAnswer.Page) answers.getFirst()).getFirst().client()).isEqualTo("a");
    }

    @Test
    void theIndexIsGivenUpWhenNobodyHasAskedForLong() {
      world.report("a", "+1+1");
      world.page(near(0, 0, 1000, 1));
      assertThat(world.near().bytes()).isPositive();

      for (int minute = 0; minute < 12; minute++) {
        world.advance(Duration.ofMinutes(1));
      }
      assertThat(world.near().bytes()).isZero();

      world.report("b", "+0+0");
      assertThat(shown(world.page(near(0, 0, 1000, 2))))
          .isEqualTo(world.nearest(near(0, 0, 1000, 2)))
          .hasSize(2);
    }

    @Test
    void whoseSlotIsGivenUpBeforeItsChangeIsTakenInIsGone() {
      world.page(near(0, 0, 1000, 1));
      world.report("a", "+1+1");
      world.near().givenUp(0);
      world.store().remove(0);

      assertThat(world.page(near(0, 0, 1000, 1)).clients()).isEmpty();
      assertThat(world.near().difference()).isEmpty();
    }

    @Test
    void aBoxHasNoDistances() {
      world.report("a", "+1+1");

      assertThat(world.page(new ClientQuery.Inside(new Area(0, 0, 2, 2), 1, BEGIN)).clients())
          .allSatisfy(client -> assertThat(client.metres()).isEqualTo(OptionalDouble.empty()))
          .hasSize(1);
    }
  }

  private static ClientQuery.Near near(
      double latitude, double longitude, double radiusKm, int limit) {
    return new ClientQuery.Near(latitude, longitude, radiusKm, limit, BEGIN);
  }

  private static ClientQuery from(ClientQuery query, Optional<String> cursor) {
    return switch (query) {
      case ClientQuery.Near near ->
          new ClientQuery.Near(
              near.latitude(), near.longitude(), near.radiusKm(), near.limit(), cursor);
      case ClientQuery.Inside box -> new ClientQuery.Inside(box.area(), box.limit(), cursor);
    };
  }
}

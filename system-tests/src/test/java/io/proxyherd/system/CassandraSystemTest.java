package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.SchemaSession;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is Cassandra's own: its rules for equal times, its schema, its nodes. */
final class CassandraSystemTest {
  private static CassandraSettings settings;
  private static CassandraUser alford;

  @BeforeAll
  static void open() {
    alford = TestCluster.user("own");
    settings = TestCluster.settings("own");
  }

  @AfterAll
  static void close() {
    if (alford != null) {
      alford.close();
    }
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  @Nested
  final class Cells {
    @Test
    void expire() {
      // They live for two minutes from their time on; this one has three seconds left.
      var lifetimes = new Lifetimes(Duration.ofSeconds(60), Duration.ofSeconds(60));
      try (var user = CassandraUser.connected(settings, lifetimes)) {
        String client = "brief-" + System.nanoTime();
        Report report = Reports.at(client, now() - 117);
        assertThat(user.offer(report)).isEqualTo(Offered.Taken.ACCEPTED);
        assertThat(user.find(client)).isEqualTo(new Found.Known(report));

        Eventually.await().until(() -> user.find(client) instanceof Found.Unknown);
      }
    }

    @Test
    void areTheSameWheneverTheyAreWritten() throws InterruptedException {
      String client = "again-" + System.nanoTime();
      long second = now();
      Report lesser = report(client, second, "1", "Alford");
      Report greater = report(client, second, "2", "Alford");
      var _ = alford.offer(greater);
      Eventually.await().until(() -> now() > second + 1);
      // By the clock this one would expire later, and win.
      var _ = alford.offer(lesser);

      assertThat(alford.find(client)).isEqualTo(new Found.Known(greater));
    }
  }

  @Test
  void twoServersEndWithTheGreatestOfReportsNanosecondsApart() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    try (var ball = CassandraUser.connected(limited(settings, 32, 2_000), Lifetimes.USUAL);
        var alford = CassandraUser.connected(limited(settings, 32, 2_000), Lifetimes.USUAL)) {
      List<Report> reports = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        reports.add(
            report(
                "tie-" + seed + "-" + random.nextInt(20),
                now() - 5,
                Integer.toString(random.nextInt(1_500)),
                random.nextBoolean() ? "Alford" : "Ball"));
      }
      Collections.shuffle(reports, random);
      List<CompletableFuture<Offered>> answers = new ArrayList<>();
      for (Report report : reports) {
        CassandraUser user = random.nextBoolean() ? alford : ball;
        answers.add(user.begin(answer -> user.store().offer(report, answer)));
      }
      assertThat(answers.stream().map(CassandraUser::join).distinct())
          .as("seed %d", seed)
          .containsExactly(Offered.Taken.ACCEPTED);

      for (int i = 0; i < 20; i++) {
        String client = "tie-" + seed + "-" + i;
        Found greatest = greatest(reports, client);
        // Which of the three copies answer is left to chance.
        for (int turn = 0; turn < 6; turn++) {
          assertThat((turn % 2 == 0 ? alford : ball).find(client))
              .as("seed %d, %s", seed, client)
              .isEqualTo(greatest);
        }
      }
    }
  }

  private static Found greatest(List<Report> reports, String client) {
    return reports.stream()
        .filter(report -> report.client().toString().equals(client))
        .max(Report::compareTo)
        .<Found>map(Found.Known::new)
        .orElseGet(Found.Unknown::new);
  }

  private static Report report(String client, long second, String nanos, String server) {
    return Reports.of(
        "AT %s +0.000000000 %s +1+1 %d.%09d"
            .formatted(server, client, second, Integer.parseInt(nanos)),
        second);
  }

  @Test
  void answersEachRequestOnceAndRefusesWhatDoesNotFit() {
    CassandraSettings narrow = limited(settings, 2, 5);
    try (var user = CassandraUser.connected(narrow, Lifetimes.USUAL)) {
      List<Offered> answers =
          user.await(all -> {
            List<Offered> told = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
              user.store()
                  .offer(
                      Reports.at("crowd-" + i, now()),
                      answer -> {
                        told.add(answer);
                        if (told.size() == 20) {
                          all.accept(told);
                        }
                      });
            }
            assertThat(user.store().hasRoom()).isFalse();
            assertThat(user.store().figures().inFlight()).isEqualTo(2);
            assertThat(user.store().figures().waiting()).isEqualTo(5);
          });

      assertThat(answers).filteredOn(StoreFailure.BUSY::equals).hasSize(13);
      assertThat(answers).filteredOn(Offered.Taken.ACCEPTED::equals).hasSize(7);
      assertThat(user.figures().inFlight()).isZero();
      assertThat(user.figures().writes().done()).isEqualTo(7);
      assertThat(user.figures().writes().failed()).containsEntry(StoreFailure.BUSY, 13L);
    }
  }

  @Test
  void whatWaitsWhenItIsClosedIsAnswered() {
    var user = CassandraUser.connected(limited(settings, 2, 100), Lifetimes.USUAL);
    List<CompletableFuture<Offered>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Report report = Reports.at("closing-" + i, now());
      answers.add(user.begin(answer -> user.store().offer(report, answer)));
    }
    user.store().close();

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(CassandraUser.join(answer))
                .isIn(Offered.Taken.ACCEPTED, StoreFailure.UNAVAILABLE));
    assertThat(user.offer(Reports.at("late", now()))).isEqualTo(StoreFailure.UNAVAILABLE);
    user.close();
  }

  @Test
  void aSchemaThatIsThereIsLeftAsItIs() throws Exception {
    try (var schema = SchemaSession.open(settings)) {
      assertThat(schema.create(List.of(new Region(TestCluster.DATA_CENTRE, 3))))
          .containsExactly(
              "keyspace test_own: is there, copies in " + TestCluster.DATA_CENTRE + ":3",
              "table test_own.positions: is there");
      assertThat(schema.check()).isEmpty();
      assertThatThrownBy(() -> schema.create(List.of(new Region(TestCluster.DATA_CENTRE, 2))))
          .hasMessageContaining("has its copies in " + TestCluster.DATA_CENTRE + ":3 (expected: ");
      assertThatThrownBy(() -> schema.create(List.of(new Region("mars", 2))))
          .hasMessage(
              "regions: mars:2 (expected one of the cluster's data centres: "
                  + TestCluster.DATA_CENTRE
                  + ")");
    }
  }

  @Nested
  final class Mistakes {
    @Test
    void aMissingKeyspaceIsNamedAndNoticedOnceItIsThere() throws Exception {
      CassandraSettings missing = TestCluster.settings("missing_" + System.nanoTime());
      try (var user = new CassandraUser(missing, Lifetimes.USUAL)) {
        awaitDown(
            user,
            "keyspace " + missing.keyspace() + ": does not exist; run bin/herd cassandra init");
        assertThat(user.offer(Reports.at("early", now()))).isEqualTo(StoreFailure.UNAVAILABLE);

        TestCluster.create(missing);
        user.awaitUp();
        assertThat(user.offer(Reports.at("early", now()))).isEqualTo(Offered.Taken.ACCEPTED);
      }
    }

    @Test
    void aKeyspaceThatIsDroppedIsNoticedAndOnceItIsBackUsed() {
      CassandraSettings dropped = TestCluster.settings("dropped_" + System.nanoTime());
      TestCluster.create(dropped);
      try (var user = CassandraUser.connected(dropped, Lifetimes.USUAL)) {
        assertThat(user.offer(Reports.at("kiwi", now()))).isEqualTo(Offered.Taken.ACCEPTED);

        Cql.execute(dropped, "DROP KEYSPACE " + dropped.keyspace());
        Eventually.await()
            .until(() -> {
              var _ = user.find("kiwi");
              return user.store()
                  .health()
                  .detail()
                  .contains(dropped.keyspace() + ": does not exist");
            });
        TestCluster.create(dropped);
        user.awaitUp();
        assertThat(user.offer(Reports.at("kiwi", now()))).isEqualTo(Offered.Taken.ACCEPTED);
      }
    }

    @Test
    void anotherTableIsNamed() throws Exception {
      String keyspace = TestCluster.settings("foreign").keyspace();
      Cql.execute(
          settings,
          "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': 'NetworkTopologyStrategy', '%s': 1}"
              .formatted(keyspace, TestCluster.DATA_CENTRE),
          "CREATE TABLE IF NOT EXISTS %s.positions (client text PRIMARY KEY, p blob)"
              .formatted(keyspace));
      try (var user = new CassandraUser(TestCluster.settings("foreign"), Lifetimes.USUAL)) {
        awaitDown(
            user,
            "table "
                + keyspace
                + ".positions: has the columns client text, p blob"
                + " (expected: client blob PRIMARY KEY, p blob)");
      }
      try (var schema = SchemaSession.open(TestCluster.settings("foreign"))) {
        assertThat(schema.check()).isPresent();
        assertThatThrownBy(() -> schema.create(List.of(new Region(TestCluster.DATA_CENTRE, 1))))
            .hasMessageContaining("has the columns client text");
      }
    }

    @Test
    void anotherDataCentreIsNamed() {
      try (var user = new CassandraUser(in("mars"), Lifetimes.USUAL)) {
        awaitDown(
            user,
            "local-datacenter: mars (expected one of: "
                + TestCluster.DATA_CENTRE
                + "); correct cassandra.local-datacenter");
      }
    }

    @Test
    void aContactPointWhereNobodyAnswersIsNamed() {
      try (var user =
          new CassandraUser(
              at(InetSocketAddress.createUnresolved("127.0.0.1", 22_001)), Lifetimes.USUAL)) {
        awaitDown(user, "127.0.0.1:22001: ");
        awaitDown(user, "correct cassandra.contact-points");
      }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
      try (var user =
          new CassandraUser(
              at(InetSocketAddress.createUnresolved("nowhere.invalid", 9042)), Lifetimes.USUAL)) {
        awaitDown(user, "nowhere.invalid:9042: unknown host; correct cassandra.contact-points");
      }
    }

    private void awaitDown(CassandraUser user, String detail) {
      Eventually.await()
          .untilAsserted(() -> {
            StoreHealth health = user.store().health();
            assertThat(health.detail()).contains(detail);
            assertThat(health.state()).isEqualTo(StoreHealth.State.DOWN);
          });
    }

    private CassandraSettings at(InetSocketAddress point) {
      return CassandraSettings.usual(List.of(point), TestCluster.DATA_CENTRE, settings.keyspace());
    }

    private CassandraSettings in(String dataCentre) {
      return CassandraSettings.usual(settings.contactPoints(), dataCentre, settings.keyspace());
    }
  }

  static CassandraSettings limited(CassandraSettings of, int maxInFlight, int maxWaiting) {
    return new CassandraSettings(
        of.contactPoints(),
        of.localDatacenter(),
        of.keyspace(),
        of.readConsistency(),
        of.writeConsistency(),
        Duration.ofSeconds(30),
        of.connectTimeout(),
        maxInFlight,
        maxWaiting,
        Optional.empty(),
        Optional.empty());
  }
}

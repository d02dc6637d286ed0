package io.proxyherd.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.Reason;
import io.proxyherd.replay.track.TrackFile;
import io.proxyherd.replay.track.TrackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReplayTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final LaneSettings SETTINGS =
      new LaneSettings(8, 3, Duration.ofSeconds(20), MOMENT, MOMENT);

  @TempDir Path directory;
  private final List<StandInServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() throws IOException {
    for (StandInServer server : servers) {
      server.close();
    }
  }

  private StandInServer server(Faults faults) throws IOException {
    return server("Alford", new StandInServer.Store(), faults);
  }

  private StandInServer server(String name, StandInServer.Store store, Faults faults)
      throws IOException {
    var server = StandInServer.started(name, store, faults);
    servers.add(server);
    return server;
  }

  /** Rows of two clients in turn, with the times 1, 2, 3 and so on. */
  private static String rows(int count) {
    var csv = new StringBuilder("id,time,lat,lon\n");
    IntStream.rangeClosed(1, count)
        .forEach(i -> csv.append(i % 2 == 0 ? "kiwi," : "plum,").append(i).append(",1,2\n"));
    return csv.toString();
  }

  private Replay replay(String csv, Spread spread, LaneSettings settings) throws IOException {
    Path path = Files.writeString(directory.resolve("rows.csv"), csv);
    List<Address> endpoints = servers.stream().map(StandInServer::endpoint).toList();
    return new Replay(
        List.of(TrackFile.named(path.toString(), Optional.empty())),
        new Replay.Plan(TrackOptions.DEFAULT, endpoints, spread, settings, Pace.max()));
  }

  private Summary run(String csv) throws IOException {
    return replay(csv, Spread.ROWS, SETTINGS).run();
  }

  @Nested
  final class Sending {
    @Test
    void keepsTheOrderOfTheFileOnOneConnection() throws IOException {
      StandInServer server = server(Faults.NONE);

      assertThat(run(rows(100)).isComplete()).isTrue();

      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.received())
          .hasSize(100)
          .startsWith("IAMAT plum +1+2 1", "IAMAT kiwi +1+2 2")
          .isSortedAccordingTo((a, b) -> Integer.compare(timeOf(a), timeOf(b)));
    }

    private static int timeOf(String command) {
      return Integer.parseInt(command.substring(command.lastIndexOf(' ') + 1));
    }

    @Test
    void spreadsRowsInTurn() throws IOException {
      StandInServer first = server(Faults.NONE);
      StandInServer second = server(Faults.NONE);

      run(rows(6));

      assertThat(first.received()).allMatch(command -> command.startsWith("IAMAT plum"));
      assertThat(second.received()).allMatch(command -> command.startsWith("IAMAT kiwi"));
    }

    @Test
    void sticksToOneServerForEachClient() throws IOException {
      server(Faults.NONE);
      server(Faults.NONE);
      server(Faults.NONE);

      replay(rows(20), Spread.CLIENTS, SETTINGS).run();

      for (String client : List.of("IAMAT kiwi", "IAMAT plum")) {
        assertThat(servers)
            .filteredOn(s -> s.received().stream().anyMatch(line -> line.startsWith(client)))
            .hasSize(1);
      }
    }

    @Test
    void sendsNoMoreThanTheWindowAheadOfTheReplies() throws Exception {
      var gate = new CountDownLatch(1);
      StandInServer server = server(Faults.waitsFor(gate));
      Replay replay = replay(rows(50), Spread.ROWS, SETTINGS);
      var run = new FutureTask<>(replay::run);
      Thread.startVirtualThread(run);

      // Eight in the window, and the ninth counted while it waits for room.
      await().until(() -> replay.summary().counts().sent() == SETTINGS.window() + 1);
      await().until(() -> server.received().size() == 1);
      assertThat(replay.summary().counts().accepted()).isZero();
      gate.countDown();

      assertThat(run.get().counts().accepted()).isEqualTo(50);
    }

    @Test
    void readsRepliesThatComeByteByByte() throws IOException {
      server(Faults.SPLIT_BYTES);

      assertThat(run(rows(20)).counts().accepted()).isEqualTo(20);
    }
  }

  @Nested
  final class ABrokenConnection {
    @Test
    void isReplacedAndWhatWasNotAnsweredIsSentAgain() throws IOException {
      StandInServer server = server(Faults.breaks(3, 5, ""));

      Summary summary = run(rows(40));

      assertThat(summary.isComplete()).isTrue();
      assertThat(summary.counts().accepted()).isEqualTo(40);
      assertThat(summary.counts().lost()).isPositive();
      assertThat(server.connections()).isEqualTo(4);
      assertThat(server.received()).hasSizeGreaterThan(40).contains("IAMAT kiwi +1+2 40");
    }

    @Test
    void inTheMiddleOfAReplyLosesThatReply() throws IOException {
      server(Faults.breaks(1, 5, "AT Alford +0.0"));

      Summary summary = run(rows(10));

      assertThat(summary.counts().accepted()).isEqualTo(10);
      assertThat(summary.counts().refused()).isZero();
    }

    @Test
    void isGivenUpAfterSomeTriesThatBringNothing() throws IOException {
      StandInServer server = server(Faults.breaks(1_000, 0, ""));

      Summary summary = run(rows(100));

      assertThat(summary.isComplete()).isFalse();
      assertThat(server.connections()).isEqualTo(SETTINGS.tries());
      assertThat(summary.failure())
          .hasValueSatisfying(why ->
              assertThat(why)
                  .startsWith(server.endpoint() + ": gave up after 3 tries: ")
                  .endsWith("; start this server or leave it out of --to"));
      assertThat(summary.counts().unanswered()).isPositive();
    }

    @Test
    void isGivenUpIfNobodyListens() throws IOException {
      server(Faults.NONE).close();

      assertThat(run(rows(1)).failure())
          .hasValueSatisfying(why -> assertThat(why).contains("gave up after 3 tries"));
    }

    @Test
    void isOneThatBringsNoReplyInTime() throws IOException {
      server(Faults.waitsFor(new CountDownLatch(1)));
      var impatient = new LaneSettings(8, 2, Duration.ofMillis(20), MOMENT, MOMENT);

      assertThat(replay(rows(3), Spread.ROWS, impatient).run().failure())
          .hasValueSatisfying(why -> assertThat(why).contains("no reply within 20 ms"));
    }
  }

  @Nested
  final class TheSummary {
    @Test
    void countsRefusedRowsAndShowsTheFirst() throws IOException {
      server(Faults.refuses(command -> command.contains("kiwi")));

      Summary summary = run(rows(20));

      assertThat(summary.isComplete()).isFalse();
      assertThat(summary.counts().refused()).isEqualTo(10);
      assertThat(summary.counts().accepted()).isEqualTo(10);
      assertThat(summary.refusals())
          .hasSize(3)
          .first()
          .isEqualTo("IAMAT kiwi +1+2 2 -> ? IAMAT kiwi +1+2 2");
    }

    @Test
    void countsOlderAndRepeatedRowsByExactTime() throws IOException {
      server(Faults.NONE);

      Summary summary =
          run(
              """
              id,time,lat,lon
              kiwi,10.00000000000000001,1,2
              kiwi,10,1,2
              kiwi,9.9,1,2
              kiwi,10.000000000000000010,1,2
              kiwi,10.000000000000000011,1,2
              kiwi,10.00000000000000001,1,2
              plum,1,1,2
              """);

      assertThat(summary.counts().accepted()).isEqualTo(7);
      assertThat(summary.counts().repeated()).isEqualTo(1);
      assertThat(summary.counts().older()).isEqualTo(3);
      assertThat(summary.clients()).isEqualTo(2);
    }

    @Test
    void listsRejectedRowsByReason() throws IOException {
      server(Faults.NONE);

      Summary summary = run("id,time,lat,lon\na b,1,1,2\na,x,1,2\na,2,0,0\na,3,0,0\n");

      assertThat(summary.isComplete()).isTrue();
      assertThat(summary.rejectedRows()).isEqualTo(3);
      assertThat(summary.rejected())
          .extracting(Summary.Rejection::reason)
          .containsExactly(Reason.BAD_TIME, Reason.NO_FIX);
      assertThat(SummaryPrinter.text(summary, Optional.empty()))
          .contains("rejected             2  no fix (0,0)\n")
          .contains("rows.csv, row 4: client: a\n")
          .contains("renamed              1  white space");
    }

    @Test
    void saysThatAFileBroke() throws IOException {
      server(Faults.NONE);

      Summary summary = run("who,time,lat,lon\n");

      assertThat(summary.isComplete()).isFalse();
      assertThat(SummaryPrinter.text(summary, Optional.empty()))
          .contains("error: ")
          .contains("--client-field");
    }

    @Test
    void canBeAskedForWhenTheReplayIsStopped() throws Exception {
      server(Faults.waitsFor(new CountDownLatch(1)));
      Replay replay = replay(rows(50), Spread.ROWS, SETTINGS);
      var run = new FutureTask<>(replay::run);
      Thread.startVirtualThread(run);
      await().until(() -> replay.summary().counts().sent() > SETTINGS.window());

      replay.stop();

      assertThat(run.get().failure()).hasValue("stopped before the end");
      assertThat(replay.summary().counts().unanswered()).isEqualTo(SETTINGS.window() + 1);
    }
  }

  @Nested
  final class Verifying {
    private Verification verify(Replay replay) throws InterruptedException {
      return replay.verifier().verify(Duration.ofMillis(50));
    }

    @Test
    void succeedsIfAllServersTellTheNewestRows() throws Exception {
      var shared = new StandInServer.Store();
      server("Alford", shared, Faults.NONE);
      server("Ball", shared, Faults.NONE);
      Replay replay = replay(rows(200), Spread.ROWS, SETTINGS);
      replay.run();

      Verification verification = verify(replay);

      assertThat(verification.isComplete()).isTrue();
      assertThat(verification.text()).isEqualTo("verified: 2 clients × 2 servers: all newest");
    }

    @Test
    void waitsUntilTheHerdKnows() throws Exception {
      var late = new StandInServer.Store();
      StandInServer first = server(Faults.NONE);
      StandInServer second = server("Ball", late, Faults.NONE);
      Replay replay = replay("id,time,lat,lon\nkiwi,5,1,2\n", Spread.ROWS, SETTINGS);
      replay.run();
      var verifying = new FutureTask<>(() -> replay.verifier().verify(Duration.ofSeconds(30)));
      Thread.startVirtualThread(verifying);

      await().until(() -> !second.received().isEmpty());
      late.put("kiwi", first.store().at("kiwi").orElseThrow());

      assertThat(verifying.get().isComplete()).isTrue();
    }

    @Test
    void failsIfAServerKnowsLessOrSomethingElse() throws Exception {
      server("Alford", new StandInServer.Store(), Faults.NONE);
      server("Ball", new StandInServer.Store(), Faults.NONE);
      Replay replay = replay(rows(4), Spread.ROWS, SETTINGS);
      replay.run();

      assertThat(verify(replay).text())
          .startsWith("not verified: 2 clients × 2 servers: 2 clients differ\n")
          .contains("? WHATSAT kiwi 1 1 (expected: AT ... kiwi +1+2 4)");
    }

    @Test
    void failsIfTwoServersTellTheSameRowInOtherWords() throws Exception {
      StandInServer alford = server("Alford", new StandInServer.Store(), Faults.NONE);
      StandInServer ball = server("Ball", new StandInServer.Store(), Faults.NONE);
      Replay replay = replay("id,time,lat,lon\nkiwi,5,1,2\n", Spread.ROWS, SETTINGS);
      replay.run();
      ball.store().put("kiwi", "AT Ball +9.000000000 kiwi +1+2 5");

      assertThat(verify(replay).text())
          .contains(ball.endpoint() + ": AT Ball +9.000000000 kiwi +1+2 5 (expected: as")
          .contains(alford.endpoint() + ": AT Alford");
    }

    @Test
    void acceptsAnyOfTheRowsWithTheGreatestTime() throws Exception {
      server(Faults.NONE);
      Replay replay = replay("id,time,lat,lon\nkiwi,5.0,1,2\nkiwi,5,3,4\n", Spread.ROWS, SETTINGS);
      replay.run();

      assertThat(verify(replay).isComplete()).isTrue();
    }

    @Test
    void saysThatAServerIsGone() throws Exception {
      StandInServer server = server(Faults.NONE);
      Replay replay = replay(rows(2), Spread.ROWS, SETTINGS);
      replay.run();
      server.close();

      assertThat(verify(replay).text()).contains("no answer");
    }
  }
}

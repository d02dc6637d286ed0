package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.DiskWorker;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.journal.Recovery;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Reports;
import io.proxyherd.store.Store;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.SimulatedDisk;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients hear of nothing that is not kept. */
final class SessionJournalTest {
  private static final long MUCH = 1 << 30;

  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT, Set.of("Ball"));
  private final HerdServer ball = world.start("Ball", Conditions.DEFAULT, Set.of("Alford"));
  private final SimulatedDisk disk = new SimulatedDisk();
  private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();

  @Test
  void aReplyWaitsUntilItsChangeIsWritten() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    assertThat(client.take()).isEmpty();
    work(worker);
    assertThat(client.take()).startsWith("AT Alford ").endsWith(" a +1+1 1\n");
  }

  @Test
  void withSyncItWaitsUntilItIsSynced() {
    DiskWorker worker = keepJournal(true);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    work(worker);
    assertThat(client.take()).isEmpty();
    worker.sync();
    assertThat(client.take()).startsWith("AT Alford ");
  }

  @Test
  void theTimeOfAReplyIncludesTheWaitForTheJournal() {
    DiskWorker worker = keepJournal(false);
    Node node = alford.node();
    alford.connect().say("IAMAT a +1+1 1\nIAMAT a +1+1 1\nx\n");
    node.endOfTurn();
    world.advance(Duration.ofMillis(80));
    assertThat(node.replyTimes().read(CommandKind.IAMAT).count()).isZero();
    work(worker);
    node.endOfTurn();
    assertThat(node.replyTimes().read(CommandKind.IAMAT).count()).isEqualTo(2);
    assertThat(node.replyTimes().read(CommandKind.IAMAT).sumSeconds()).isBetween(0.16, 0.17);
    assertThat(node.replyTimes().read(CommandKind.INVALID).count()).isEqualTo(1);
    assertThat(node.counts().outcomes())
        .containsEntry(Outcome.IAMAT_NEWER, 1L)
        .containsEntry(Outcome.IAMAT_REPEATED, 1L)
        .containsEntry(Outcome.INVALID_LINE, 1L);
  }

  @Test
  void nothingWaitsWhenNothingHasChanged() {
    work(keepJournal(false));
    RecordingClient client = alford.connect();
    client.say("WHATSAT a 1 1\nx\n");
    assertThat(client.take()).isEqualTo("? WHATSAT a 1 1\n? x\n");
  }

  @Test
  void aReportThatChangesNothingIsAnsweredWithoutAnotherFrame() {
    DiskWorker worker = keepJournal(false);
    var report = Reports.of("AT Ball +0 a +1+1 1", 2);
    var offered = new ArrayList<Offered>();
    alford.node().reports().offer(report, offered::add);
    assertThat(offered).isEmpty();
    alford.node().endOfBatch();
    work(worker);
    assertThat(offered).containsExactly(Offered.Taken.NEWEST);
    alford.node().reports().offer(report, offered::add);
    assertThat(offered).containsExactly(Offered.Taken.NEWEST, Offered.Taken.STALE);
  }

  @Test
  void theRepliesToOneBatchAreOneBuffer() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\nIAMAT b +1+1 1\nx\n");
    work(worker);
    assertThat(client.replies()).isEqualTo(1);
    assertThat(client.take()).matches("(?s)AT .* a .*\nAT .* b .*\n\\? x\n");
  }

  @Test
  void repliesKeepTheirOrderAroundASlowWhatsat() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    alford.places().delayBy(Duration.ofSeconds(1));
    client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\nIAMAT b +1+1 1\n");
    client.say("x\n");
    assertThat(client.take()).isEmpty();
    work(worker);
    assertThat(client.take()).contains(" a +1+1 1\n").doesNotContain("{}", " b ", "? x");
    world.advance(Duration.ofSeconds(1));
    assertThat(client.take()).matches("(?s)AT .* a .*\n\\{}\n\nAT .* b .*\n\\? x\n");
  }

  @Test
  void whatAWhatsatHeldBackIsNotAcknowledgedEitherIfItIsNotKept() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    work(worker);
    client.take();
    alford.places().delayBy(Duration.ofSeconds(1));
    client.say("WHATSAT a 1 1\nIAMAT b +1+1 1\n");
    disk.fill(true);
    work(worker);
    world.advance(Duration.ofSeconds(1));
    assertThat(client.take()).isEmpty();
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void aRepeatedReportWaitsForTheFirst() {
    DiskWorker worker = keepJournal(false);
    alford.connect().say("IAMAT a +1+1 1\n");
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    assertThat(client.take()).isEmpty();
    work(worker);
    assertThat(client.take()).startsWith("AT ");
  }

  @Test
  void aHalfClosedClientHasItsRepliesBeforeItIsClosed() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    client.halfClose();
    assertThat(client.isClosed()).isFalse();
    work(worker);
    assertThat(client.take()).startsWith("AT ");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void aClientThatIsGoneIsSentNothing() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    client.vanish();
    work(worker);
    assertThat(client.take()).isEmpty();
  }

  @Test
  void aClientWithManyRepliesInWaitingIsNotReadFrom() {
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    assertThat(client.session().wantsInput()).isTrue();
    client.say(("x".repeat(63) + "\n").repeat(1024));
    assertThat(client.session().wantsInput()).isFalse();
    work(worker);
    assertThat(client.session().wantsInput()).isTrue();
  }

  @Test
  void aFullDiskLeavesItReadOnlyButServingAndForwarding() {
    world.lay("Alford", "Ball", Weather.FINE);
    DiskWorker worker = keepJournal(false);
    RecordingClient client = alford.connect();
    client.say("IAMAT a +1+1 1\n");
    work(worker);
    disk.fill(true);
    RecordingClient unlucky = alford.connect();
    unlucky.say("IAMAT b +1+1 1\n");
    work(worker);
    assertThat(unlucky.isClosed()).isTrue();
    assertThat(unlucky.take()).isEmpty();
    client.take();
    client.say("IAMAT a +2+2 2\nWHATSAT a 1 1\n");
    assertThat(client.take()).matches("(?s)\\? IAMAT a \\+2\\+2 2\nAT .* a \\+1\\+1 1\n\\{}\n\n");
    ball.connect().say("IAMAT c +1+1 1\n");
    world.advance(Duration.ofSeconds(1));
    assertThat(alford.reports()).containsKey("c");
  }

  @Test
  void whenThereIsRoomAgainEverythingIsKept() throws Exception {
    DiskWorker worker = keepJournal(false);
    disk.fill(true);
    alford.connect().say("IAMAT a +1+1 1\n");
    work(worker);
    assertThat(alford.node().isReadOnly()).isTrue();
    disk.fill(false);
    world.advance(Duration.ofMinutes(1));
    work(worker);
    assertThat(alford.node().isReadOnly()).isFalse();
    RecordingClient client = alford.connect();
    client.say("IAMAT b +1+1 1\n");
    work(worker);
    assertThat(client.take()).startsWith("AT ");
    var store = new Store(new Random(1), Lifetimes.USUAL);
    assertThat(Recovery.run(disk, "Alford", store::offer).damage()).isEmpty();
    assertThat(store.size()).isEqualTo(2);
  }

  private DiskWorker keepJournal(boolean sync) {
    Node node = alford.node();
    JournalWriter journal =
        node.keepJournal(new JournalRules(sync, MUCH), Recovered.nothing(), orders::add);
    return new DiskWorker(disk, node.neighbourhood().origin(), journal);
  }

  private void work(DiskWorker worker) {
    while (!orders.isEmpty()) {
      worker.execute(orders.remove());
    }
  }
}

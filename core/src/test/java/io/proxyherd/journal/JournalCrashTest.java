package io.proxyherd.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.Seeds;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.testing.SimulatedDisk;
import io.proxyherd.testing.SimulatedDisk.PowerLoss;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Journals of small runs, and all that a disk can do to them. */
final class JournalCrashTest {
  private static final Duration LONGER_THAN_ANY_RETRY = Duration.ofMinutes(2);

  @Seeds(count = 400)
  void lifeAfterLifeNothingAcknowledgedIsLostWhenTheProcessIsKilled(long seed) throws Exception {
    livesEndingIn(seed, false);
  }

  @Seeds(count = 400)
  void lifeAfterLifeNothingSyncedIsLostWhenThePowerGoes(long seed) throws Exception {
    livesEndingIn(seed, true);
  }

  private static void livesEndingIn(long seed, boolean powerLoss) throws Exception {
    var random = new Random(seed);
    var truth = new Truth();
    var disk = new SimulatedDisk();
    var acknowledged = new ArrayList<Report>();
    for (int lives = 0; lives < 4; lives++) {
      disk.dieAt(disk.operations() + 5 + random.nextInt(120));
      try {
        var life = new JournalLife(disk, truth, random, powerLoss);
        truth.check(life.recovered.coverage(), life.store);
        if (!powerLoss) {
          assertThat(life.recovered.damage()).isEmpty();
        }
        try {
          life.live(60);
        } finally {
          acknowledged.addAll(life.acknowledged);
        }
      } catch (PowerLoss _) {
        // As intended.
      }
      disk = powerLoss ? disk.afterPowerLoss(random) : disk.afterKill();
      Store store = truth.check(disk);
      acknowledged.forEach(report -> Truth.assertHolds(store, report));
    }
  }

  /** The killed process may have written what it never synced. */
  @Seeds(count = 200)
  void whatARecoveryHasReadIsOnTheMedium(long seed) throws Exception {
    var random = new Random(seed);
    var truth = new Truth();
    var disk = new SimulatedDisk();
    var life = new JournalLife(disk, truth, random, false);
    life.live(1 + random.nextInt(20));
    SimulatedDisk killed = disk.afterKill();
    Store recovered = truth.check(killed);
    Store left = truth.check(killed.afterPowerLoss(random));
    assertThat(left.size()).isEqualTo(recovered.size());
    life.acknowledged.forEach(report -> Truth.assertHolds(left, report));
  }

  @Seeds(count = 1000)
  void killedWhileItRecoversFromAFailureItClaimsNothingThatItDropped(long seed) throws Exception {
    var random = new Random(seed);
    var truth = new Truth();
    var disk = new SimulatedDisk();
    var life = new JournalLife(disk, truth, random, false);
    life.live(1 + random.nextInt(20));
    disk.failAt(disk.operations() + random.nextInt(20), 1 + random.nextInt(3));
    disk.dieAt(disk.operations() + 5 + random.nextInt(60));
    try {
      for (int i = 0; i < 20; i++) {
        life.live(3);
        life.pass(LONGER_THAN_ANY_RETRY);
      }
    } catch (PowerLoss _) {
      // As intended.
    }
    Store store = truth.check(disk.afterKill());
    life.acknowledged.forEach(report -> Truth.assertHolds(store, report));
  }

  @Test
  void cutAtEveryByteItKeepsAllBefore() throws Exception {
    var truth = new Truth();
    SimulatedDisk whole = smallRun(truth, 12);
    String last = lastSegment(whole);
    byte[] bytes = whole.bytes(last);
    int before = -1;
    for (int length = 0; length <= bytes.length; length++) {
      SimulatedDisk cut = whole.afterKill();
      cut.put(last, Arrays.copyOf(bytes, length));
      var count = new int[1];
      Recovered recovered = Recovery.run(cut, JournalLife.SERVER, _ -> count[0]++);
      assertThat(recovered.damage()).isEmpty();
      assertThat(count[0]).isGreaterThanOrEqualTo(before);
      before = count[0];
      truth.check(cut);
    }
  }

  @Test
  void otherFilesCutAtEveryByteInventAndClaimNothing() throws Exception {
    var truth = new Truth();
    SimulatedDisk whole = smallRun(truth, 25);
    for (Map.Entry<String, byte[]> file : whole.contents().entrySet()) {
      for (int length = 0; length < file.getValue().length; length++) {
        SimulatedDisk cut = whole.afterKill();
        cut.put(file.getKey(), Arrays.copyOf(file.getValue(), length));
        truth.check(cut);
        truth.check(cut);
      }
    }
  }

  @Test
  void flippedAtEveryBitItInventsAndClaimsNothing() throws Exception {
    var truth = new Truth();
    SimulatedDisk whole = smallRun(truth, 14);
    for (Map.Entry<String, byte[]> file : whole.contents().entrySet()) {
      for (int bit = 0; bit < 8 * file.getValue().length; bit++) {
        byte[] flipped = file.getValue().clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        SimulatedDisk disk = whole.afterKill();
        disk.put(file.getKey(), flipped);
        truth.check(disk);
      }
    }
  }

  @Test
  void whicheverOperationFailsTheServerSaysSoAndRecovers() throws Exception {
    for (int times : new int[] {1, 7}) {
      for (long n = 0; n < 150; n++) {
        var random = new Random(n);
        var truth = new Truth();
        var disk = new SimulatedDisk();
        disk.failAt(n, times);
        JournalLife life;
        try {
          life = new JournalLife(disk, truth, random, true);
        } catch (IOException _) {
          continue; // It says so and does not start.
        }
        life.live(60);
        truth.check(disk.afterKill());
        for (int retries = 0; retries < 10; retries++) {
          life.work();
          life.pass(LONGER_THAN_ANY_RETRY);
        }
        life.work();
        assertThat(life.journal.isReadOnly()).isEqualTo(life.said.contains("lost"));
        life.live(5);
        Store store = truth.check(disk.afterPowerLoss(random));
        life.acknowledged.forEach(report -> Truth.assertHolds(store, report));
      }
    }
  }

  @Test
  void aFullDiskMakesItReadOnlyUntilThereIsRoom() throws Exception {
    var truth = new Truth();
    var disk = new SimulatedDisk();
    var life = new JournalLife(disk, truth, new Random(3), false);
    life.live(5);
    life.work();
    disk.fill(true);
    for (int i = 0; i < 50; i++) {
      life.accept(); // One of them is newer than what is there.
    }
    life.journal.endOfBatch();
    int before = life.acknowledged.size();
    life.work();
    assertThat(life.journal.isReadOnly()).isTrue();
    assertThat(life.acknowledged).hasSize(before);
    life.pass(LONGER_THAN_ANY_RETRY);
    life.work();
    assertThat(life.journal.isReadOnly()).isTrue();
    disk.fill(false);
    life.pass(LONGER_THAN_ANY_RETRY);
    life.work();
    assertThat(life.journal.isReadOnly()).isFalse();
    assertThat(life.said).containsExactly("failed", "failed", "recovered");
    Store store = truth.check(disk.afterKill());
    assertThat(store.size()).isEqualTo(life.store.size());
    assertThat(new JournalLife(disk, truth, new Random(4), false).recovered.damage()).isEmpty();
  }

  @Test
  void aFailedSyncIsTheEnd() throws Exception {
    var disk = new SimulatedDisk();
    var life = new JournalLife(disk, new Truth(), new Random(5), true);
    life.work();
    disk.breakSyncs();
    life.accept(); // The first report of all is newer than none.
    life.journal.endOfBatch();
    life.work();
    assertThat(life.said).containsExactly("lost");
    assertThat(life.acknowledged).isEmpty();
    assertThat(life.journal.isReadOnly()).isTrue();
  }

  @Test
  void theJournalOfAnotherServerIsRefused() throws Exception {
    SimulatedDisk disk = smallRun(new Truth(), 5);
    assertThatThrownBy(() -> Recovery.run(disk, "Ball", _ -> {}))
        .isInstanceOf(JournalRefused.class)
        .hasMessage(
            "journal of server Alford (expected: Ball's); set another data-dir, or move the"
                + " journal away");
  }

  /** A life of its own, with a checkpoint and a segment behind it. */
  private static SimulatedDisk smallRun(Truth truth, int batches) throws Exception {
    var disk = new SimulatedDisk();
    var life = new JournalLife(disk, truth, new Random(7), false);
    life.live(batches);
    life.work();
    return disk;
  }

  private static String lastSegment(SimulatedDisk disk) {
    return disk.contents().keySet().stream()
        .filter(name -> name.startsWith("segment"))
        .reduce((_, second) -> second)
        .orElseThrow();
  }
}

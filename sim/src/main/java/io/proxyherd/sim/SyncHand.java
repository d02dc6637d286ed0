package io.proxyherd.sim;

import io.proxyherd.journal.Syncer;
import java.util.Optional;

/**
 * Who syncs on a disk. A sync begins, some time later all that was written before is on the medium,
 * and later still that is said; meanwhile more is written.
 */
final class SyncHand {
  private final DiskArm arm;
  private final Voice voice;
  private final Syncer syncer;
  private Optional<Runnable> begun = Optional.empty();
  private boolean due;
  private boolean asked;
  private boolean syncing;
  private boolean ends;
  private boolean hangs;

  SyncHand(DiskArm arm, Voice voice, Syncer syncer) {
    this.arm = arm;
    this.voice = voice;
    this.syncer = syncer;
  }

  /** Something was written. */
  void onWritten() {
    if (syncer.isNeeded()) {
      beginIn(arm.syncDelayNanos());
    }
  }

  /** It is to sync in any case. */
  void ask() {
    asked = true;
    due = false;
    beginIn(arm.shortDelayNanos());
  }

  /** From now on no sync gets anywhere, or each does again. */
  void hang(boolean forEver) {
    hangs = forEver;
  }

  boolean isSyncing() {
    return syncing;
  }

  /** What is to be run when the sync that ends right now is done, if one does. */
  Optional<Runnable> ending() {
    return ends ? begun : Optional.empty();
  }

  private void beginIn(long nanos) {
    if (!due && !syncing) {
      due = true;
      arm.life().after(nanos, this::begin);
    }
  }

  private void begin() {
    due = false;
    if (syncing || arm.isDead()) {
      return;
    }
    asked = false;
    syncing = true;
    begun = Optional.of(arm.beginSync());
    syncer.begin();
    arm.life().after(arm.delayNanos(), this::sync);
  }

  private void sync() {
    if (arm.isDead()) {
      return;
    }
    if (hangs) {
      arm.life().after(DiskArm.LONGEST_DELAY_NANOS, this::sync);
      return;
    }
    arm.speak(voice);
    syncer.sync();
    arm.life().after(arm.delayNanos(), this::end);
  }

  private void end() {
    if (arm.isDead()) {
      return;
    }
    arm.speak(voice);
    ends = true;
    syncer.end();
    ends = false;
    syncing = false;
    voice.tell();
    if (asked) {
      beginIn(arm.shortDelayNanos());
    } else {
      onWritten();
    }
  }
}

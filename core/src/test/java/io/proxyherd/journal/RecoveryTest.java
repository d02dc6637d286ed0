package io.proxyherd.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.testing.SimulatedDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a recovery claims, record by record. */
final class RecoveryTest {
  private static final Origin SELF = new Origin("Alford", 11);
  private static final Origin PAST = new Origin("Alford", 10);
  private static final Origin BALL = new Origin("Ball", 7);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<Report> reports = new ArrayList<>();

  @Test
  void nothingIsRecoveredFromNothing() throws Exception {
    assertThat(recover()).isEqualTo(Recovered.nothing());
  }

  @Test
  void recordsAreReadAsTheyWereWritten() throws Exception {
    segment(1, frame -> frame.local(report(SELF, 1)), frame -> frame.remote(report(BALL, 4)));
    Recovered recovered = recover();
    assertThat(reports).containsExactly(report(SELF, 1), report(BALL, 4));
    assertThat(reports)
        .extracting(Report::stamp)
        .containsExactly(new Stamp(SELF, 1), new Stamp(BALL, 4));
    assertThat(recovered.lastLsn()).isEqualTo(2);
    assertThat(recovered.damage()).isEmpty();
  }

  @Test
  void localRecordsRaiseTheCoverageOfTheLifeThatWroteThem() throws Exception {
    segment(1, frame -> frame.local(report(SELF, 1)), frame -> frame.local(report(SELF, 2)));
    assertThat(recover().coverage()).isEqualTo(covering(SELF, 2));
  }

  @Test
  void remoteRecordsRaiseNothing() throws Exception {
    segment(1, frame -> frame.remote(report(BALL, 5)));
    assertThat(recover().coverage().isEmpty()).isTrue();
  }

  @Test
  void ownReportsThatCameBackAsRemoteRecordsRaiseNothing() throws Exception {
    segment(1, frame -> frame.remote(report(PAST, 5)), frame -> frame.remote(report(SELF, 9)));
    assertThat(recover().coverage().isEmpty()).isTrue();
  }

  @Test
  void coverRecordsRaiseWhatTheySay() throws Exception {
    segment(1, frame -> frame.remote(report(BALL, 5)), frame -> frame.cover(covering(BALL, 5)));
    assertThat(recover().coverage()).isEqualTo(covering(BALL, 5));
  }

  @Test
  void ofACheckpointOnlyItsEndRaisesCoverage() throws Exception {
    checkpoint(
        3,
        frame -> {
          frame.remote(report(BALL, 5));
          frame.remote(report(SELF, 9));
          frame.checkpointEnd(covering(BALL, 2));
        });
    assertThat(recover().coverage()).isEqualTo(covering(BALL, 2));
    assertThat(reports).hasSize(2);
  }

  @Test
  void aCheckpointWithoutItsEndIsDamage() throws Exception {
    checkpoint(3, frame -> frame.remote(report(BALL, 5)));
    Recovered recovered = recover();
    assertThat(recovered.damage()).hasValueSatisfying(it -> assertThat(it).contains("incomplete"));
    assertThat(reports).hasSize(1);
  }

  @Test
  void aHalfWrittenCheckpointIsIgnoredAndRemoved() throws Exception {
    segment(1, frame -> frame.local(report(SELF, 1)));
    disk.put(new FileName(FileName.Kind.CHECKPOINT, 0, 11).unfinished(), new byte[] {1, 2, 3});
    assertThat(recover().damage()).isEmpty();
    assertThat(disk.list()).hasSize(1);
  }

  @Test
  void aMissingFrameIsDamageAndNothingIsClaimed() throws Exception {
    segment(1, frame -> frame.local(report(SELF, 1)));
    segment(3, frame -> frame.local(report(SELF, 3)));
    Recovered recovered = recover();
    assertThat(recovered.damage())
        .hasValueSatisfying(it -> assertThat(it).endsWith("has frame 3 (expected: 2)"));
    assertThat(recovered.coverage().isEmpty()).isTrue();
    assertThat(reports).hasSize(2);
  }

  @Test
  void whatVerifiesBehindDamageIsKept() throws Exception {
    segment(
        1,
        frame -> frame.local(report(SELF, 1)),
        frame -> frame.local(report(SELF, 2)),
        frame -> frame.local(report(SELF, 3)));
    String name = disk.list().getFirst();
    byte[] bytes = disk.bytes(name);
    // The first frame behind the header: its length.
    bytes[ByteBuffer.wrap(bytes).getInt()] ^= 0x40;
    Recovered recovered = recover();
    assertThat(reports).containsExactly(report(SELF, 2), report(SELF, 3));
    assertThat(recovered.coverage().isEmpty()).isTrue();
    assertThat(recovered.damage()).isPresent();
  }

  @Test
  void aTornTailIsCutOffAndGoneTheNextTime() throws Exception {
    segment(1, frame -> frame.local(report(SELF, 1)), frame -> frame.local(report(SELF, 2)));
    String name = disk.list().getFirst();
    byte[] bytes = disk.bytes(name);
    disk.put(name, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(recover().cutBytes()).isPositive();
    assertThat(reports).containsExactly(report(SELF, 1));
    Recovered again = recover();
    assertThat(again.cutBytes()).isZero();
    assertThat(again.coverage()).isEqualTo(covering(SELF, 1));
  }

  @Test
  void framesOfAnotherLifeDoNotVerifyHere() throws Exception {
    var name = new FileName(FileName.Kind.SEGMENT, 1, 99);
    segment(1, frame -> frame.local(report(SELF, 1)));
    disk.rename(disk.list().getFirst(), name.toString());
    recover();
    assertThat(reports).isEmpty();
  }

  private Recovered recover() throws Exception {
    reports.clear();
    return Recovery.run(disk, "Alford", reports::add);
  }

  @SafeVarargs
  private void segment(long lsn, Consumer<FrameBuilder>... frames) {
    file(new FileName(FileName.Kind.SEGMENT, lsn, SELF.incarnation()), lsn, frames);
  }

  @SafeVarargs
  private void checkpoint(long lsn, Consumer<FrameBuilder>... frames) {
    file(new FileName(FileName.Kind.CHECKPOINT, lsn, SELF.incarnation()), 1, frames);
  }

  @SafeVarargs
  private void file(FileName name, long firstLsn, Consumer<FrameBuilder>... frames) {
    var bytes = ByteBuffer.allocate(64 * 1024).put(FrameBuilder.header(SELF));
    var builder = new FrameBuilder(SELF.incarnation());
    long lsn = firstLsn;
    for (Consumer<FrameBuilder> frame : frames) {
      frame.accept(builder);
      bytes.put(builder.finish(lsn++));
    }
    disk.put(name.toString(), Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static Coverage covering(Origin origin, long seq) {
    var coverage = new Coverage();
    var _ = coverage.raise(origin, seq);
    return coverage;
  }

  private static Report report(Origin origin, long seq) {
    String line = "AT Alford +0.100000000 client" + seq + " +34.06-118.44 1700000000." + seq;
    return Report.of(line.getBytes(US_ASCII), 1_700_000_000_000_000_000L, 1, new Stamp(origin, seq))
        .orElseThrow();
  }
}

package io.proxyherd.replay;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.Row.Fix;
import io.proxyherd.replay.track.Row.Rejected;
import io.proxyherd.replay.track.TrackFile;
import io.proxyherd.replay.track.TrackOptions;
import io.proxyherd.replay.track.TrackReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recorded tracks sent to a herd, one file after the other. Run by one thread; may be watched and
 * stopped from any.
 */
public final class Replay {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<TrackFile> files;
  private final Plan plan;
  private final Tally tally = new Tally();
  private final NewestRows newest = new NewestRows();
  private final Sender sender;
  private final long startedNanos = System.nanoTime();

  private volatile boolean stopped;
  private volatile Optional<String> failure = Optional.empty();
  private volatile OptionalLong endedNanos = OptionalLong.empty();

  /** What to do with the files. */
  public record Plan(
      TrackOptions options,
      List<Address> servers,
      Spread spread,
      LaneSettings settings,
      Pace pace) {}

  public Replay(List<TrackFile> files, Plan plan) {
    this.files = List.copyOf(files);
    this.plan = plan;
    sender = new Sender(plan.servers(), plan.spread(), plan.settings(), tally);
  }

  /** Sends everything and waits for the replies. A file that breaks doesn't end the others. */
  public Summary run() {
    try {
      for (TrackFile file : files) {
        replay(file);
      }
    } catch (HerdException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      stopped = true;
    }
    finish();
    return summary();
  }

  private void replay(TrackFile file) throws InterruptedException, HerdException {
    tally.opened();
    plan.pace().begin();
    try (TrackReader rows = file.open(plan.options())) {
      for (var row = rows.next(); row.isPresent() && !stopped; row = rows.next()) {
        switch (row.get()) {
          case Fix fix -> send(fix);
          case Rejected rejected -> tally.rejected(file.name(), rejected);
        }
      }
    } catch (IOException e) {
      tally.broken(String.valueOf(e.getMessage()));
    }
  }

  private void send(Fix fix) throws InterruptedException, HerdException {
    plan.pace().await(fix.time());
    tally.sending(fix, newest.add(fix));
    sender.send(fix);
  }

  private void finish() {
    try {
      sender.finish();
    } catch (InterruptedException e) {
      stopped = true;
    }
    sender.stop();
    failure = failure.or(sender::failure);
    endedNanos = OptionalLong.of(System.nanoTime());
  }

  /** Ends the replay early: replies still due are not waited for. */
  public void stop() {
    stopped = true;
    sender.stop();
  }

  /** The counts so far, or of the whole replay once it has run. */
  public Summary summary() {
    double seconds = (endedNanos.orElseGet(System::nanoTime) - startedNanos) / NANOS_PER_SECOND;
    return new Summary(
        tally.files(),
        tally.counts(),
        tally.rejections(),
        tally.refusals(),
        tally.brokenFiles(),
        stopped ? Optional.of("stopped before the end") : failure,
        newest.clients(),
        seconds,
        tally.rows() / Math.max(seconds, 1e-9));
  }

  /** How far the replay is: rows, and bytes of all files where their sizes are known. */
  public Progress progress() {
    boolean sized = files.stream().allMatch(file -> file.bytes().isPresent());
    long read = files.stream().mapToLong(TrackFile::bytesRead).sum();
    long total = files.stream().mapToLong(file -> file.bytes().orElse(0)).sum();
    double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
    return new Progress(
        tally.rows(),
        seconds,
        sized && total > 0 ? Optional.of((double) read / total) : Optional.empty());
  }

  /** The check that every server knows the newest row of every client. */
  public Verifier verifier() {
    return new Verifier(plan.servers(), newest.all());
  }
}

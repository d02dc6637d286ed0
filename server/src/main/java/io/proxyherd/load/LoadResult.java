package io.proxyherd.load;

import java.util.Optional;

/**
 * What came of a load.
 *
 * @param primed each client reported once
 * @param measured what was answered in the window; nothing if there was none
 * @param informed the window's answers and those after it, over the time until all servers knew the
 *     last report; nothing if that was not waited for
 * @param latency from the moment at which a command was sent (with a rate: was to be sent) to its
 *     answer
 * @param lag with a rate, how much later than that it was really sent: the generator's own share
 * @param visible from the moment at which a probe was to be sent until all servers knew it
 * @param question how long the questions took by which that was found out
 * @param server what the servers' processes used in the window
 * @param generator what this process used in the window
 */
public record LoadResult(
    LoadPlan plan,
    Count primed,
    Optional<Count> measured,
    Optional<Count> informed,
    Optional<Spread> latency,
    Optional<Spread> lag,
    Optional<Spread> visible,
    Optional<Spread> question,
    Optional<Used> server,
    Optional<Used> generator) {

  /** So many in such a time. */
  public record Count(long count, double seconds, double perSecond) {
    static Count of(long count, double seconds) {
      return new Count(count, seconds, seconds == 0 ? 0 : count / seconds);
    }
  }

  /**
   * What a process used.
   *
   * @param cores busy on the average
   * @param microsPerCommand of one core
   * @param residentBytes in the end
   */
  public record Used(double cores, double microsPerCommand, long residentBytes) {}
}

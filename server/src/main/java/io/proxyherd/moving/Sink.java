package io.proxyherd.moving;

import io.proxyherd.store.Report;
import java.io.IOException;
import java.util.List;

/** What takes reports exactly as they are. Not thread-safe. */
public interface Sink extends AutoCloseable {
  /**
   * A report that is not taken, and never will be.
   *
   * @param index of it among those that were told together
   * @param problem one line
   */
  record Refusal(int index, String problem) {}

  /** What it is, for people; it tells sinks apart. */
  String description();

  /**
   * Takes reports, and tries for a while if that is not possible at once. Those that it has, or
   * newer ones, change nothing.
   *
   * @return those that it refuses; all others are kept
   * @throws IOException with one line that says the cure; any number of them may be kept
   */
  List<Refusal> take(List<Report> reports) throws IOException, InterruptedException;

  @Override
  void close();
}

package io.proxyherd.system;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A report of which everything follows from its number: whoever reads it in an answer can tell
 * whether it was ever made. A greater number has a later time. Clients report for a while and then
 * never again: later reports would hide the loss of one.
 */
record NumberedReport(long number) {
  private static final int CLIENTS_AT_A_TIME = 20;
  private static final int REPORTS_UNTIL_OTHERS_COME = 200;
  private static final long MICROS_PER_SECOND = 1_000_000;
  // An hour ago: no server thinks that it is to come.
  private static final long START_SECONDS = System.currentTimeMillis() / 1000 - 3600;
  private static final Pattern AT =
      Pattern.compile("AT \\w+ [+-]\\d+\\.\\d{9} (\\w+) (\\S+) (\\d+)\\.(\\d{6})");

  /** The clients that all reports up to this one are of. */
  List<String> clientsSoFar() {
    long count = (number / REPORTS_UNTIL_OTHERS_COME + 1) * CLIENTS_AT_A_TIME;
    return LongStream.range(0, count).mapToObj(NumberedReport::client).toList();
  }

  private static String client(long index) {
    return "c" + index;
  }

  /** The report that this AT line is about, if it is one and as it was made. */
  static Optional<NumberedReport> of(String at) {
    Matcher matcher = AT.matcher(at);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(matcher.group(3)) - START_SECONDS;
    var report = new NumberedReport(seconds * MICROS_PER_SECOND + Long.parseLong(matcher.group(4)));
    return Optional.of(report)
        .filter(made -> made.client().equals(matcher.group(1)))
        .filter(made -> made.location().equals(matcher.group(2)));
  }

  /** Who reports; which of those at that time, is chance, but always the same. */
  String client() {
    long first = number / REPORTS_UNTIL_OTHERS_COME * CLIENTS_AT_A_TIME;
    return client(first + ((number * 0x9E3779B97F4A7C15L) >>> 32) % CLIENTS_AT_A_TIME);
  }

  private String location() {
    return "+%d.%06d-%d.5".formatted(number % 90, number % 1_000_000, number % 180);
  }

  /** The command that reports it, with its line end. */
  String iamat() {
    return "IAMAT %s %s %d.%06d\n"
        .formatted(
            client(),
            location(),
            START_SECONDS + number / MICROS_PER_SECOND,
            number % MICROS_PER_SECOND);
  }
}

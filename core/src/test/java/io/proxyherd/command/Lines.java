package io.proxyherd.command;

import java.util.List;
import java.util.Random;

/** Random lines of clients: commands, and commands with something wrong. Text stands for bytes. */
public final class Lines {
  private static final String WHITE = " \t\u000b\f\r";
  private static final List<String> WORDS =
      List.of(
          "IAMAT", "WHATSAT", "AT", "iamat", "", "+", "-", ".", "90", "180", "1e5", "nan", "\0");

  private Lines() {}

  /** A line without LF that is a command, or not far from one. */
  public static String nearlyValid(Random random) {
    var line = new StringBuilder(random.nextInt(2) == 0 ? iamat(random) : whatsat(random));
    for (int faults = random.nextInt(4) - 1; faults > 0; faults--) {
      spoil(line, random);
    }
    return line.toString().replace('\n', ' ');
  }

  /** A valid IAMAT of one of a few clients. */
  public static String iamat(Random random) {
    return white(random, 0)
        + "IAMAT"
        + white(random, 1)
        + client(random)
        + white(random, 1)
        + angle(random, 90)
        + angle(random, 180)
        + white(random, 1)
        + Numbers.decimal(random)
        + white(random, 0);
  }

  /** A valid WHATSAT of one of a few clients, but for a limit or radius that may be too great. */
  public static String whatsat(Random random) {
    return "WHATSAT"
        + white(random, 1)
        + client(random)
        + white(random, 1)
        + random.nextInt(52)
        + (random.nextBoolean() ? "" : "." + random.nextInt(1000))
        + white(random, 1)
        + random.nextInt(22)
        + white(random, 0);
  }

  private static String client(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "\u00ff\u00fe";
      case 1 -> "k".repeat(255 + random.nextInt(3));
      default -> String.valueOf((char) ('a' + random.nextInt(4)));
    };
  }

  private static String angle(Random random, int most) {
    String sign = random.nextBoolean() ? "+" : "-";
    return switch (random.nextInt(4)) {
      case 0 -> sign + most + ".0";
      case 1 -> sign + random.nextInt(most);
      default -> sign + random.nextInt(most) + "." + random.nextInt(1_000_000);
    };
  }

  private static String white(Random random, int least) {
    var white = new StringBuilder();
    for (int count = random.nextInt(8) == 0 ? 3 : least; count > 0; count--) {
      white.append(WHITE.charAt(random.nextInt(3) == 0 ? random.nextInt(WHITE.length()) : 0));
    }
    return white.toString();
  }

  private static void spoil(StringBuilder line, Random random) {
    int at = random.nextInt(line.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> line.insert(at, WORDS.get(random.nextInt(WORDS.size())));
      case 1 -> line.insert(at, (char) random.nextInt(256));
      case 2 -> line.delete(at, Math.min(line.length(), at + 1 + random.nextInt(3)));
      default -> line.insert(at, line.substring(at, Math.min(line.length(), at + 5)));
    }
  }
}

package io.proxyherd.command;

import java.util.Random;

/** Random numbers as clients write them; often near each other and near the limits. */
public final class Numbers {
  private Numbers() {}

  /** {@code 1*12DIGIT ["." 1*18DIGIT]}. */
  public static String decimal(Random random) {
    String integer = digits(random, 1 + random.nextInt(12));
    return random.nextInt(3) == 0
        ? integer
        : integer + "." + digits(random, 1 + random.nextInt(18));
  }

  /** That many digits: any, all 9, or all 0 but the last. */
  static String digits(Random random, int count) {
    return switch (random.nextInt(3)) {
      case 0 -> "9".repeat(count);
      case 1 -> "0".repeat(count - 1) + random.nextInt(10);
      default -> {
        var any = new StringBuilder();
        for (int i = 0; i < count; i++) {
          any.append((char) ('0' + random.nextInt(10)));
        }
        yield any.toString();
      }
    };
  }
}

package io.proxyherd.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
public final class NearMiss {
  private NearMiss() {}

  /** {@code "; did you mean line-limit?"}, or nothing when no name is near. */
  static String hint(String typed, Collection<String> names) {
    return find(typed, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** The nearest name that at most a third of the typed letters keep apart. */
  public static Optional<String> find(String typed, Collection<String> names) {
    String plain = plain(typed);
    if (plain.length() > 100) {
      return Optional.empty();
    }
    int most = Math.max(1, plain.length() / 3);
    return names.stream()
        .filter(name -> Math.abs(name.length() - plain.length()) <= most)
        .filter(name -> distance(plain, plain(name)) <= most)
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Letters to insert, delete, replace or swap with their neighbour to make one text the other (the
   * restricted Damerau–Levenshtein distance).
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}

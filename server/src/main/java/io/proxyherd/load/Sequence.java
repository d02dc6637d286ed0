package io.proxyherd.load;

import java.math.BigInteger;

/**
 * Which of its clients a connection means with its first command, its second and so on: all of them
 * once, in an order that jumps about, then again in the same order. The n-th report is known
 * without remembering anything, so what comes back can be compared with what it must be.
 */
final class Sequence {
  private final int clients;
  private final int step;
  private final int positions;
  private int index;
  private long count;
  private int position;

  /**
   * @param clients how many the connection has
   * @param positions how many there are
   * @param firstPosition where its first client is
   */
  Sequence(int clients, int positions, int firstPosition) {
    this.clients = clients;
    this.positions = positions;
    step = step(clients);
    position = firstPosition % positions;
  }

  /** Near the golden section of the number and without a common divisor, so that all come. */
  private static int step(int clients) {
    int step = Math.max(1, (int) (clients * 0.618));
    while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(clients)).equals(BigInteger.ONE)) {
      step++;
    }
    return step % Math.max(2, clients);
  }

  /** The index of the client of the next command, 0..clients-1. */
  int client() {
    return index;
  }

  /** The index of the client of the command before. */
  int previous() {
    return index >= step ? index - step : index - step + clients;
  }

  /** Its position, another one than the last time. */
  int position() {
    return position;
  }

  /** How many commands there were before. */
  long count() {
    return count;
  }

  void advance() {
    count++;
    index += step;
    if (index >= clients) {
      index -= clients;
    }
    // One further when a round is over: else a client would stand still whose round fits.
    boolean roundIsOver = index == 0;
    position = (position + (roundIsOver ? 2 : 1)) % positions;
  }

  /**
   * The number of the last command that meant that client, of the commands so far.
   *
   * @return -1 if there was none
   */
  long lastOf(int client) {
    if (clients == 1) {
      return count - 1;
    }
    BigInteger modulus = BigInteger.valueOf(clients);
    long first =
        BigInteger.valueOf(step)
            .modInverse(modulus)
            .multiply(BigInteger.valueOf(client))
            .mod(modulus)
            .longValueExact();
    return first >= count ? -1 : first + (count - 1 - first) / clients * clients;
  }
}

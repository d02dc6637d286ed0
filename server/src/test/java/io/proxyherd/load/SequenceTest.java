package io.proxyherd.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequenceTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 64, 997, 1000})
  void eachRoundHasEveryClientOnceAndTheSameOrder(int clients) {
    var sequence = new Sequence(clients, 7, 3);
    int[] first = round(sequence, clients);

    assertThat(first).doesNotHaveDuplicates();
    assertThat(round(sequence, clients)).containsExactly(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 64, 997})
  void knowsWhichCommandMeantAClientLast(int clients) {
    var sequence = new Sequence(clients, 7, 0);
    long[] last = new long[clients];
    Arrays.fill(last, -1);
    for (int count = 0; count < 3 * clients + 1; count++) {
      for (int client = 0; client < clients; client++) {
        assertThat(sequence.lastOf(client)).isEqualTo(last[client]);
      }
      last[sequence.client()] = sequence.count();
      int client = sequence.client();
      sequence.advance();
      assertThat(sequence.previous()).isEqualTo(client);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 14, 21})
  void aClientNeverStandsStill(int clients) {
    var sequence = new Sequence(clients, 7, 5);
    Set<String> seen = new HashSet<>();
    int[] position = new int[clients];
    Arrays.fill(position, -1);
    for (int count = 0; count < 10 * clients; count++) {
      int client = sequence.client();
      assertThat(sequence.position()).isNotEqualTo(position[client]);
      position[client] = sequence.position();
      seen.add(client + " " + sequence.position());
      sequence.advance();
    }
    assertThat(seen).hasSizeGreaterThan(clients);
  }

  private static int[] round(Sequence sequence, int clients) {
    int[] round = new int[clients];
    for (int i = 0; i < clients; i++) {
      round[i] = sequence.client();
      sequence.advance();
    }
    return round;
  }
}

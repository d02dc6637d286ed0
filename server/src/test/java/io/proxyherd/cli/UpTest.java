package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "100001"})
  void aDemoOfTooFewOrTooManyIsRefused(String clients) {
    assertThat(Ran.herd("up", "--demo-clients", clients))
        .isEqualTo(
            new Ran(
                2,
                "",
                "herd: --demo-clients: "
                    + clients
                    + " (expected: 1 to 100000); see herd up --help\n"));
  }

  @Test
  void onlyCassandraCanBeTried() {
    assertThat(Ran.herd("up", "--store", "mongo"))
        .isEqualTo(
            new Ran(2, "", "herd: --store: mongo (expected: cassandra); see herd up --help\n"));
    assertThat(Ran.herd("up", "--cassandra-port", "19042"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "herd: --cassandra-port: for nobody (expected: with --store cassandra); see herd up"
                    + " --help\n"));
    assertThat(Ran.herd("up", "--store=cassandra", "--cassandra-port=80"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "herd: --cassandra-port: 80 (expected: 1024 to 65500); see herd up --help\n"));
  }
}

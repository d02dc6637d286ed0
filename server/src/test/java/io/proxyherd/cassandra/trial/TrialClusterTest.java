package io.proxyherd.cassandra.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps nodes from being started; those that are, are in the system tests. */
final class TrialClusterTest {
  @TempDir private Path dir;

  @Test
  void missingLibrariesAreSaidWithTheCure() {
    TrialSettings settings = new TrialSettings("x", dir, dir, NodeAddress.fromPort(1, 1));
    assertThatThrownBy(() -> TrialCluster.start(settings))
        .isInstanceOf(TrialFailure.class)
        .satisfies(e ->
            assertThat(e.getMessage())
                .matches(
                    "(Java 17: none in .*|Cassandra's libraries: none in "
                        + dir
                        + " \\(expected: cassandra-all .*; mvn -f cassandra/pom.xml verify copies"
                        + " them there\\))"));
  }

  @Test
  void anAddressInUseIsSaid() throws Exception {
    Files.createFile(dir.resolve("cassandra-all-0.jar"));
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var node = new NodeAddress("127.0.0.1", taken.getLocalPort(), 0);
      var settings = new TrialSettings("x", dir.resolve("data"), dir, List.of(node));
      assertThatThrownBy(() -> TrialCluster.start(settings))
          .isInstanceOf(TrialFailure.class)
          .satisfies(e ->
              assertThat(e.getMessage())
                  .matches(
                      "(Java 17: none in .*|Cassandra: 127.0.0.1:"
                          + taken.getLocalPort()
                          + ": .* \\(expected: a free port of this machine; .*)"));
    }
  }
}

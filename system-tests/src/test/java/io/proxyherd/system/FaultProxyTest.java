package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.proxyherd.system.FaultProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault on the way to a server that says everything again. */
@Timeout(60)
final class FaultProxyTest {
  private final ServerSocket echoing = listener();
  private final FaultProxy proxy = proxy(echoing);

  private static ServerSocket listener() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FaultProxy proxy(ServerSocket listener) {
    try {
      return new FaultProxy((InetSocketAddress) listener.getLocalSocketAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void echo() {
    Thread.ofVirtual()
        .start(() -> {
          while (!echoing.isClosed()) {
            try {
              Socket client = echoing.accept();
              Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException _) {
              // Closed.
            }
          }
        });
  }

  private static void echo(Socket client) {
    try (client) {
      var _ = client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // Reset.
    }
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echoing.close();
  }

  private TestClient client() throws IOException {
    return new TestClient(proxy.address());
  }

  @Test
  void carriesBothWaysUntilBothSidesEnd() throws Exception {
    try (var client = client()) {
      assertThat(client.says("kiwi").hears()).isEqualTo("kiwi");
      client.sends("the rest\n").endsItsSide();
      assertThat(client.hears()).isEqualTo("the rest");
      client.hearsTheEnd();
    }
  }

  @Test
  void aCutEndsWhatIsThereButNotWhatComes() throws Exception {
    try (var before = client()) {
      assertThat(before.says("a").hears()).isEqualTo("a");
      proxy.cut();
      before.waitsForTheEnd();
    }
    try (var after = client()) {
      assertThat(after.says("b").hears()).isEqualTo("b");
    }
  }

  @Test
  void nothingComesThroughWhileItIsDown() throws Exception {
    proxy.takeDown();
    try (var client = client()) {
      client.waitsForTheEnd();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    proxy.heal();
    try (var client = client()) {
      assertThat(client.says("again").hears()).isEqualTo("again");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatStallsComesWhenItIsHealed(Direction direction) throws Exception {
    try (var client = client()) {
      assertThat(client.says("before").hears()).isEqualTo("before");
      proxy.stall(direction);
      client.patience(100).says("kept");
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::hears);
      proxy.heal();
      assertThat(client.patience(30_000).hears()).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void throttledBytesTakeTheirTime(Direction direction) throws Exception {
    proxy.throttle(direction, 10_000);
    try (var client = client()) {
      long start = System.nanoTime();
      String line = "x".repeat(4_999);
      assertThat(client.says(line).hears()).isEqualTo(line);
      // The first piece goes at once.
      assertThat(System.nanoTime() - start).isGreaterThan(450_000_000);
    }
  }

  @Test
  void throttledNoLongerTheyGoAtOnce() throws Exception {
    proxy.throttle(Direction.TO_TARGET, 1);
    try (var client = client()) {
      client.says("x".repeat(1_000));
      proxy.heal();
      assertThat(client.hears()).hasSize(1_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneByteIsChanged(Direction direction) throws Exception {
    byte[] line = new byte[10_000];
    proxy.corrupt(direction, 12_345);
    try (var client = client()) {
      String heard = client.sends(line).says("").hears();
      byte[] bytes = heard.getBytes(ISO_8859_1);
      assertThat(IntStream.range(0, bytes.length).filter(i -> bytes[i] != line[i])).hasSize(1);
      assertThat(client.says("and no more").hears()).isEqualTo("and no more");
    }
  }
}

package io.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SendTest {
  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  /** What a server does with its one client. */
  private interface Conduct {
    void with(Socket client) throws IOException;
  }

  private void serve(Conduct conduct) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = listener.accept()) {
            conduct.with(client);
          } catch (IOException _) {
            // The client has left; its own output tells the test why.
          }
        });
  }

  private String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private static void echo(Socket client) throws IOException {
    client.getOutputStream().write("you said: ".getBytes(UTF_8));
    client.getInputStream().transferTo(client.getOutputStream());
  }

  @Test
  void linesAreSentTheSideIsClosedAndTheRepliesPrinted() {
    serve(SendTest::echo);
    var ran = Ran.herd("send", address(), "IAMAT kiwi +34-118 1", "WHATSAT kiwi 10 5");
    assertThat(ran)
        .isEqualTo(new Ran(0, "you said: IAMAT kiwi +34-118 1\nWHATSAT kiwi 10 5\n", ""));
  }

  @Test
  void aLineThatBeginsWithAnAtIsText() {
    serve(SendTest::echo);
    assertThat(Ran.herd("send", address(), "@/etc/hostname").out())
        .isEqualTo("you said: @/etc/hostname\n");
  }

  @Test
  void withoutLinesStandardInputIsSentAsItIs() {
    serve(SendTest::echo);
    var ran = Ran.herd(new ByteArrayInputStream("a\r\nb".getBytes(UTF_8)), "send", address());
    assertThat(ran.out()).isEqualTo("you said: a\r\nb");
  }

  @Test
  void aServerThatAnswersMuchAndReadsLittleIsHeardOut() {
    serve(SendTest::echo);
    byte[] much = "x".repeat(16 << 20).getBytes(UTF_8);
    assertThat(Ran.herd(new ByteArrayInputStream(much), "send", address()).out())
        .hasSize(much.length + "you said: ".length());
  }

  @Test
  void silenceIsOursWhileThereMayBeMoreToSay() throws IOException {
    serve(SendTest::echo);
    try (var socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      var typed = new ByteArrayInputStream("x".getBytes(UTF_8));
      var outgoing = new Outgoing(socket, List.of(), typed);
      assertThat(outgoing.awaitsInput()).isTrue();
      outgoing.run();
      assertThat(outgoing.awaitsInput()).isFalse();
      assertThat(new Outgoing(socket, List.of("x"), typed).awaitsInput()).isFalse();
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    var over = new CountDownLatch(1);
    serve(_ -> awaitQuietly(over));
    var ran = Ran.herd("send", address(), "x", "--timeout", "20 ms");
    over.countDown();
    assertThat(ran)
        .isEqualTo(
            new Ran(
                1,
                "",
                "herd: "
                    + address()
                    + " has not answered within the timeout; a longer one is set with"
                    + " --timeout\n"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whereNobodyListensTheCureIsNamed() throws IOException {
    listener.close();
    var ran = Ran.herd("send", address(), "x");
    assertThat(ran)
        .isEqualTo(
            new Ran(
                1,
                "",
                "herd: nobody listens at "
                    + address()
                    + " (expected: a server); start the herd with bin/herd up\n"));
  }

  @Test
  void anUnknownHostIsNamed() {
    var ran = Ran.herd("send", "no-such-host.invalid:12860", "x");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "herd: no-such-host.invalid: unknown host (expected: an address such as 127.0.0.1)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12860", "localhost", "::1:12860", "localhost:70000"})
  void whatIsNoAddressIsWrongUsage(String address) {
    var ran = Ran.herd("send", address, "x");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .contains(address, "expected: host:port");
  }

  @Test
  void aTimeoutWithoutAUnitIsWrongUsage() {
    var ran = Ran.herd("send", address(), "--timeout", "5", "x");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("5 (expected: a duration between 1 ms and 1 d");
  }
}

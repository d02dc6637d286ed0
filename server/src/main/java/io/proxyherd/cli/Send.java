package io.proxyherd.cli;

import io.proxyherd.config.Address;
import io.proxyherd.text.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends lines to a server and prints its replies, byte for byte, as they come. */
@Command(
    name = "send",
    description = "Sends lines to a server and prints its replies as they come.",
    footer = {
      "",
      "Examples:",
      "  herd send 127.0.0.1:12860 'IAMAT kiwi +34.068930-118.445127 1479413884.392'",
      "  herd send '[::1]:12860' 'WHATSAT kiwi 10 5'",
      "  herd send localhost:12860 < commands.txt"
    })
final class Send implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "HOST:PORT",
      converter = AddressConverter.class,
      description = "The server; an IPv6 address in brackets: [::1]:12860.")
  private Address address = new Address("", 0);

  @Parameters(
      index = "1..*",
      paramLabel = "LINE",
      description = "What to send, each as a line; when none is given, standard input.")
  private List<String> lines = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5 s",
      converter = TimeConverter.class,
      description = "How long to wait for the connection and each reply (default: 5 s).")
  private Duration timeout = Duration.ZERO;

  Send(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var socket = new Socket()) {
      int millis = Math.toIntExact(timeout.toMillis());
      socket.connect(new InetSocketAddress(known(address.host()), address.port()), millis);
      socket.setSoTimeout(millis);
      talk(socket);
      return 0;
    } catch (ConnectException e) {
      throw new CommandFailure(
          "nobody listens at " + address + " (expected: a server); start the herd with bin/herd up",
          e);
    } catch (UnknownHostException e) {
      throw new CommandFailure(
          address.host() + ": unknown host (expected: an address such as 127.0.0.1)", e);
    } catch (SocketTimeoutException e) {
      throw new CommandFailure(
          address + " has not answered within the timeout; a longer one is set with --timeout", e);
    } catch (NoRouteToHostException e) {
      throw new CommandFailure("no way to " + address + "; check the network", e);
    } catch (IOException e) {
      throw new CommandFailure(
          "the connection to "
              + address
              + " broke: "
              + Printable.text(String.valueOf(e.getMessage())),
          e);
    }
  }

  private static InetAddress known(String host) throws UnknownHostException {
    return InetAddress.getByName(host);
  }

  private void talk(Socket socket) throws IOException {
    var outgoing = new Outgoing(socket, lines, console.in());
    // Beside the replies: a server that has many to give stops reading until they are taken.
    Thread.ofVirtual().name("send").start(outgoing);
    var incoming = socket.getInputStream();
    byte[] bytes = new byte[8192];
    while (true) {
      boolean mayBeOurs = outgoing.awaitsInput();
      try {
        int count = incoming.read(bytes);
        if (count < 0) {
          return;
        }
        console.out().write(bytes, 0, count);
        console.out().flush();
      } catch (SocketTimeoutException e) {
        if (!mayBeOurs) {
          throw e;
        }
      }
    }
  }
}

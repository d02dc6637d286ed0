package io.proxyherd.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.Address;
import io.proxyherd.replay.track.LineReader;
import io.proxyherd.replay.track.TimeText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks just enough of the protocol to be replayed to: IAMAT is answered with AT,
 * the newest time wins, WHATSAT is answered from the store, which several servers may share.
 */
final class StandInServer implements AutoCloseable {
  /** The AT line of each client. */
  static final class Store {
    private final Map<String, String> lines = new ConcurrentHashMap<>();

    void put(String client, String at) {
      lines.merge(
          client, at, (old, given) -> timeOf(given).compareTo(timeOf(old)) > 0 ? given : old);
    }

    Optional<String> at(String client) {
      return Optional.ofNullable(lines.get(client));
    }

    private static TimeText timeOf(String at) {
      return new TimeText(at.substring(at.lastIndexOf(' ') + 1));
    }
  }

  private final String name;
  private final Store store;
  private final Faults faults;
  private final ServerSocket listener;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  StandInServer(String name, Store store, Faults faults) throws IOException {
    this.name = name;
    this.store = store;
    this.faults = faults;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static StandInServer started(Faults faults) throws IOException {
    return started("Alford", new Store(), faults);
  }

  static StandInServer started(String name, Store store, Faults faults) throws IOException {
    var server = new StandInServer(name, store, faults);
    Thread.startVirtualThread(server::accept);
    return server;
  }

  Address endpoint() {
    return new Address("127.0.0.1", listener.getLocalPort());
  }

  /** All lines in the order of their arrival. */
  List<String> received() {
    return received;
  }

  int connections() {
    return connections.get();
  }

  Store store() {
    return store;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(socket, number));
      }
    } catch (IOException e) {
      // Closed: no more clients.
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      var lines = new LineReader(new BufferedInputStream(socket.getInputStream()), 4_096);
      int replies = 0;
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        received.add(line.get().text());
        faults.gate().await();
        if (connection <= faults.faultyConnections() && replies++ >= faults.closesAfter()) {
          socket.getOutputStream().write(faults.lastWords().getBytes(UTF_8));
          return;
        }
        write(socket.getOutputStream(), reply(line.get().text()));
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone, or the test is over.
    }
  }

  private void write(OutputStream out, String reply) throws IOException {
    if (!faults.splitsBytes()) {
      out.write(reply.getBytes(UTF_8));
      return;
    }
    for (byte b : reply.getBytes(UTF_8)) {
      out.write(b);
    }
  }

  private String reply(String command) {
    if (faults.refuses().test(command)) {
      return "? " + command + "\n";
    }
    String[] fields = command.split(" ", 2);
    return switch (fields[0]) {
      case "IAMAT" -> acknowledged(fields[1]);
      case "WHATSAT" ->
          store
              .at(first(fields[1]))
              .map(at -> at + "\n{\n\"results\": []\n}\n\n")
              .orElse("? " + command + "\n");
      default -> "? " + command + "\n";
    };
  }

  private static String first(String fields) {
    return fields.substring(0, fields.indexOf(' '));
  }

  private String acknowledged(String report) {
    String at = "AT " + name + " +0.000000001 " + report;
    store.put(first(report), at);
    return at + "\n";
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}

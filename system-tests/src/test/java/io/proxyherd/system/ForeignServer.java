package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A stand-in for the servers that others wrote, as simple as those are: no memory beyond its life,
 * a fresh connection for each message, closed at once, a message to a server that is down is lost,
 * and whatever is strictly newer is passed on to all neighbours, the one it came from included.
 */
final class ForeignServer implements AutoCloseable {
  private static final String[] NOTHING = {};

  private final String name;
  private final String dialect;
  private final List<InetSocketAddress> neighbours = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Map<String, String> newest = new HashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;

  /** Listens on a free port of 127.0.0.1. */
  ForeignServer(String name, String dialect) throws IOException {
    this.name = name;
    this.dialect = dialect;
    listener = listen(0);
  }

  /** From here on it passes reports on to that server, too. */
  ForeignServer tells(InetSocketAddress server) {
    neighbours.add(server);
    return this;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** How herd.yaml names it. */
  String yaml(String neighbourOf, String delivery) {
    return "  %s: {port: %d, neighbour-of: %s, dialect: %s, delivery: %s}\n"
        .formatted(name, address().getPort(), neighbourOf, dialect, delivery);
  }

  /** The AT lines that other servers sent, since the start. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** Stops and forgets everything. */
  void stop() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    synchronized (newest) {
      newest.clear();
    }
    heard.clear();
  }

  /** Starts again on its port. */
  void start() throws IOException {
    listener = listen(address().getPort());
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private ServerSocket listen(int port) throws IOException {
    var opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(() -> accept(opened));
    return opened;
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket socket = from.accept();
        open.add(socket);
        if (from.isClosed()) {
          socket.close(); // Stopped meanwhile.
        }
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // Stopped.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String reply = answer(line);
        if (!reply.isEmpty()) {
          socket.getOutputStream().write(reply.getBytes(ISO_8859_1));
        }
      }
    } catch (IOException e) {
      // Who is gone is gone.
    } finally {
      open.remove(socket);
    }
  }

  private String answer(String line) {
    String[] words = line.strip().split("\\s+", -1);
    return switch (words[0]) {
      case "IAMAT" -> {
        String at =
            "AT %s +0.2638733386993408 %s %s %s".formatted(name, words[1], words[2], words[3]);
        learn(at, new String[] {name});
        yield at + "\n";
      }
      case "WHATSAT" -> find(words[1]).map(at -> at + "\n{}\n\n").orElse("? " + line + "\n");
      case "AT" -> {
        heard.add(line);
        path(words).ifPresent(path -> learn(String.join(" ", Arrays.copyOf(words, 6)), path));
        yield "";
      }
      // The second line of at7-split.
      default -> words.length == 1 && words[0].matches("[0-9.]+") ? "" : "? " + line + "\n";
    };
  }

  private Optional<String> find(String client) {
    synchronized (newest) {
      return Optional.ofNullable(newest.get(client));
    }
  }

  /** Whom the line has passed and does not need to be told; nothing if it is of another dialect. */
  private Optional<String[]> path(String[] words) {
    String[] more = Arrays.copyOfRange(words, Math.min(6, words.length), words.length);
    boolean fits =
        switch (dialect) {
          case "at6", "at7-split" -> more.length == 0;
          case "at7" -> more.length == 1 && more[0].matches("[0-9]+\\.[0-9]+");
          case "at-sender" -> more.length == 1;
          default -> more.length >= 1;
        };
    boolean named = dialect.startsWith("at-");
    return fits ? Optional.of(named ? more : NOTHING) : Optional.empty();
  }

  private void learn(String at, String[] path) {
    String[] words = at.split(" ", -1);
    synchronized (newest) {
      String known = newest.get(words[3]);
      boolean isNewer = known == null || time(known).compareTo(new BigDecimal(words[5])) < 0;
      if (!isNewer) {
        return;
      }
      newest.put(words[3], at);
    }
    for (InetSocketAddress neighbour : neighbours) {
      send(neighbour, print(at, path));
    }
  }

  private static BigDecimal time(String at) {
    return new BigDecimal(at.split(" ", -1)[5]);
  }

  private String print(String at, String[] path) {
    String now = "1479413884.39";
    return switch (dialect) {
      case "at6" -> at + "\r\n";
      case "at7" -> at + " " + now;
      case "at7-split" -> at + "\n" + now;
      case "at-sender" -> at + " " + name + "\n";
      default -> {
        boolean own = path.length > 0 && path[path.length - 1].equals(name);
        yield at + " " + String.join(" ", path) + (own ? "" : " " + name) + "\n";
      }
    };
  }

  private static void send(InetSocketAddress to, String message) {
    try (var socket = new Socket(to.getAddress(), to.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(message.getBytes(ISO_8859_1));
    } catch (java.net.ConnectException e) {
      // Lost: they know no better.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

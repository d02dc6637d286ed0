package io.proxyherd.system;

import io.proxyherd.cassandra.trial.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between nodes of Cassandra: each is known to the others by an address at which this
 * listens, and carries what comes to it. Who calls, a connection's first bytes say. Nodes can be
 * separated: then what they say to each other is lost, and nobody is told.
 */
final class NodeNetwork implements AutoCloseable {
  /** Of a greeting: magic and flags; then how long the caller's address and port are, and both. */
  private static final int GREETING_LENGTH = 4 + 4 + 1 + 4 + 2;

  private static final int ADDRESS_AT = 9;
  private static final int ADDRESS_LENGTH = 4;

  private final List<ServerSocket> listeners = new ArrayList<>();
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> isolated = Optional.empty();

  /** Stands before these nodes. */
  NodeNetwork(List<NodeAddress> nodes) throws IOException {
    for (NodeAddress node : nodes) {
      var listener = new ServerSocket();
      listeners.add(listener);
      listener.bind(new InetSocketAddress(node.knownAs(), node.nodePort()));
      Thread.ofPlatform().daemon().start(() -> accept(listener, node));
    }
  }

  /** Separates a node from all others; its clients still reach it. */
  void isolate(NodeAddress node) {
    isolated = Optional.of(node.knownAs());
    wires.stream().filter(this::isCut).forEach(wire -> wire.severed = true);
  }

  /** All nodes reach each other again, over new connections. */
  void heal() {
    isolated = Optional.empty();
    wires.stream().filter(wire -> wire.severed).forEach(Wire::reset);
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    wires.forEach(Wire::reset);
  }

  private boolean isCut(Wire wire) {
    return isolated.filter(node -> node.equals(wire.from) != node.equals(wire.to)).isPresent();
  }

  private void accept(ServerSocket listener, NodeAddress node) {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        Thread.ofPlatform().daemon().start(() -> connect(caller, node));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void connect(Socket caller, NodeAddress node) {
    try {
      byte[] greeting = caller.getInputStream().readNBytes(GREETING_LENGTH);
      byte[] from = Arrays.copyOfRange(greeting, ADDRESS_AT, ADDRESS_AT + ADDRESS_LENGTH);
      var wire = new Wire(InetAddress.getByAddress(from).getHostAddress(), node.knownAs(), caller);
      wires.add(wire);
      wire.severed = isCut(wire);
      wire.open(greeting, node);
    } catch (IOException _) {
      // Gone before it said who it is.
    }
  }

  /** What one node says to another, and the answers. */
  private final class Wire {
    private final String from;
    private final String to;
    private final Socket caller;
    private final Socket called = new Socket();
    private volatile boolean severed;

    Wire(String from, String to, Socket caller) {
      this.from = from;
      this.to = to;
      this.caller = caller;
    }

    void open(byte[] greeting, NodeAddress node) {
      try {
        caller.setTcpNoDelay(true);
        called.setTcpNoDelay(true);
        called.connect(node.nodes());
        if (!severed) {
          called.getOutputStream().write(greeting);
        }
        Thread.ofPlatform().daemon().start(() -> carry(called, caller));
        carry(caller, called);
      } catch (IOException _) {
        reset();
      }
    }

    private void carry(Socket source, Socket sink) {
      try {
        InputStream in = source.getInputStream();
        OutputStream out = sink.getOutputStream();
        var piece = new byte[1 << 16];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
          if (!severed) {
            out.write(piece, 0, length);
          }
        }
        // An end cannot be told through a network that is down either.
        if (!severed) {
          reset();
        }
      } catch (IOException _) {
        if (!severed) {
          reset();
        }
      }
    }

    void reset() {
      wires.remove(this);
      end(caller);
      end(called);
    }

    private static void end(Socket socket) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException _) {
        // Ended already.
      }
    }
  }
}

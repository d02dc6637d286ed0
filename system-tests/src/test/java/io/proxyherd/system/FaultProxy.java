package io.proxyherd.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network on the way to one TCP port: whoever connects here is connected there, through
 * faults that a test makes. Its own buffers are small, so what it does not carry waits at the
 * sender.
 */
final class FaultProxy implements AutoCloseable {
  /** A way that bytes take. */
  enum Direction {
    TO_TARGET,
    TO_DIALLER
  }

  private static final int SOCKET_BUFFER_BYTES = 32 * 1024;
  private static final int LARGEST_PIECE = 8 * 1024;
  private static final int PIECES_PER_SECOND = 50;

  private final InetSocketAddress target;
  private final ServerSocket listener = new ServerSocket();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Map<Direction, Flow> flows = new EnumMap<>(Direction.class);
  private volatile boolean down;

  /** Stands before that address. */
  FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    for (Direction direction : Direction.values()) {
      flows.put(direction, new Flow());
    }
    listener.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** Where to connect instead. */
  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Resets all connections; the next one is carried. */
  void cut() {
    connections.forEach(Connection::reset);
  }

  /** Resets all connections, and every new one. */
  void takeDown() {
    down = true;
    cut();
  }

  /** Carries nothing that way, and tells nobody. */
  void stall(Direction direction) {
    flow(direction).stall();
  }

  /** Carries so many bytes a second that way, on all connections together. */
  void throttle(Direction direction, int bytesPerSecond) {
    flow(direction).throttle(bytesPerSecond);
  }

  /** Changes one bit of one byte that way: of the next piece the byte at that place, modulo. */
  void corrupt(Direction direction, int place) {
    flow(direction).corrupt(place);
  }

  /** How many bytes it has carried that way. */
  long carriedBytes(Direction direction) {
    return flow(direction).carried.get();
  }

  /** Carries everything, both ways. */
  void heal() {
    down = false;
    flows.values().forEach(Flow::heal);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    takeDown();
    flows.values().forEach(Flow::heal);
  }

  private Flow flow(Direction direction) {
    return flows.getOrDefault(direction, new Flow());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket dialler = listener.accept();
        Thread.ofPlatform().daemon().start(() -> connect(dialler));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void connect(Socket dialler) {
    var connection = new Connection(dialler, new Socket());
    connections.add(connection);
    try {
      connection.open();
    } catch (IOException _) {
      connection.reset();
    }
    // It may have been taken down meanwhile.
    if (down) {
      connection.reset();
    }
  }

  /** A connection here and the one there that belongs to it. */
  private final class Connection {
    private final Socket dialler;
    private final Socket accepter;

    Connection(Socket dialler, Socket accepter) {
      this.dialler = dialler;
      this.accepter = accepter;
    }

    void open() throws IOException {
      dialler.setTcpNoDelay(true);
      accepter.setTcpNoDelay(true);
      accepter.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      accepter.connect(target);
      carry(dialler, accepter, flow(Direction.TO_TARGET));
      carry(accepter, dialler, flow(Direction.TO_DIALLER));
    }

    private void carry(Socket from, Socket to, Flow flow) throws IOException {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              flow.carry(in, out);
              to.shutdownOutput();
              if (from.isOutputShutdown()) {
                end();
              }
            } catch (IOException | InterruptedException _) {
              reset();
            }
          });
    }

    private void end() throws IOException {
      connections.remove(this);
      dialler.close();
      accepter.close();
    }

    void reset() {
      try {
        dialler.setSoLinger(true, 0);
        accepter.setSoLinger(true, 0);
      } catch (IOException _) {
        // Closed already.
      }
      try {
        end();
      } catch (IOException _) {
        // Likewise.
      }
    }
  }

  /** What one direction does to the bytes. */
  private static final class Flow {
    private static final int NEVER = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stalled;
    private int bytesPerSecond = Integer.MAX_VALUE;
    private int corruptPlace = NEVER;
    private long freeAtNanos = System.nanoTime();
    private final AtomicLong carried = new AtomicLong();

    void stall() {
      set(() -> stalled = true);
    }

    void throttle(int rate) {
      set(() -> bytesPerSecond = rate);
    }

    void corrupt(int place) {
      set(() -> corruptPlace = place);
    }

    void heal() {
      set(() -> {
        stalled = false;
        bytesPerSecond = Integer.MAX_VALUE;
        corruptPlace = NEVER;
      });
    }

    private void set(Runnable change) {
      lock.lock();
      try {
        change.run();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void carry(InputStream in, OutputStream out) throws IOException, InterruptedException {
      var piece = new byte[LARGEST_PIECE];
      for (int length = in.read(piece, 0, pieceLimit());
          length >= 0;
          length = in.read(piece, 0, pieceLimit())) {
        pass(piece, length);
        out.write(piece, 0, length);
        var _ = carried.addAndGet(length);
      }
    }

    private int pieceLimit() {
      lock.lock();
      try {
        return Math.clamp(bytesPerSecond / PIECES_PER_SECOND, 1, LARGEST_PIECE);
      } finally {
        lock.unlock();
      }
    }

    /** Returns when the piece may be written. */
    private void pass(byte[] piece, int length) throws InterruptedException {
      lock.lock();
      try {
        awaitTurn();
        while (stalled) {
          changed.await();
        }
        freeAtNanos =
            Math.max(freeAtNanos, System.nanoTime())
                + TimeUnit.SECONDS.toNanos(length) / bytesPerSecond;
        if (corruptPlace != NEVER) {
          piece[corruptPlace % length] ^= 1;
          corruptPlace = NEVER;
        }
      } finally {
        lock.unlock();
      }
    }

    private void awaitTurn() throws InterruptedException {
      long waitNanos = freeAtNanos - System.nanoTime();
      while (waitNanos > 0 && bytesPerSecond < Integer.MAX_VALUE) {
        waitNanos = Math.min(changed.awaitNanos(waitNanos), freeAtNanos - System.nanoTime());
      }
    }
  }
}

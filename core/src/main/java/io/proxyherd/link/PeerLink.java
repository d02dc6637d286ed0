package io.proxyherd.link;

import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection to another server of the herd: HELLO both ways, then whatever the peer may lack.
 * When it comes up everything is owed to the peer; later every change. Debt is a {@link DirtyRing}:
 * bounded, and a slow peer gets the newest report of a client, not each. Not thread-safe: owned by
 * its node.
 */
public final class PeerLink {
  private enum State {
    GREETING,
    UP,
    DOWN
  }

  private final LinkSettings settings;
  private final LinkOwner owner;
  private final Store store;
  private final Clock clock;
  private final Timers timers;
  private final long incarnation;
  private final PeerConnection connection;
  private final Optional<String> dialled;

  private final FrameWriter writer = new FrameWriter();
  private final FrameReader reader = new FrameReader();
  private final DirtyRing owed = new DirtyRing();
  private State state = State.GREETING;
  private String peer;
  private long lastReceivedNanos;
  private long lastSentNanos;
  private long roundTripNanos;

  /**
   * @param incarnation of this server
   * @param dialled whom this server wanted to reach, if it dialled
   */
  public PeerLink(
      LinkSettings settings,
      LinkOwner owner,
      Store store,
      Clock clock,
      Timers timers,
      long incarnation,
      PeerConnection connection,
      Optional<String> dialled) {
    this.settings = settings;
    this.owner = owner;
    this.store = store;
    this.clock = clock;
    this.timers = timers;
    this.incarnation = incarnation;
    this.connection = connection;
    this.dialled = dialled;
    peer = dialled.orElse(connection.toString());
    lastReceivedNanos = clock.monotonicNanos();
  }

  /** The connection is there. */
  public void open() {
    if (dialled.isPresent()) {
      greet();
    }
    timers.after(settings.helloTimeout().toNanos(), this::giveUpGreeting);
  }

  /** The other server's name once the link is up; before, whom was dialled or its address. */
  public String peer() {
    return peer;
  }

  public boolean isUp() {
    return state == State.UP;
  }

  /** How many clients' reports the peer may lack. */
  public int owed() {
    return owed.size();
  }

  /** The last measured time to the peer and back, nanoseconds; 0 before the first. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  /** The peer may lack the report in that slot of the store. */
  public void owe(int slot) {
    owed.add(slot);
  }

  /** Sends what is owed as far as the connection takes it. */
  public void flush() {
    while (state == State.UP && !owed.isEmpty() && connection.isWritable()) {
      writer.beginData();
      while (!owed.isEmpty() && writer.fits(store.at(owed.peek()))) {
        Report report = store.at(owed.poll());
        writer.add(report);
        owner.reportSent(this, report);
      }
      send(writer.finish());
    }
  }

  /** Bytes {@code [from, to)} came. */
  public void onBytes(byte[] bytes, int from, int to) {
    lastReceivedNanos = clock.monotonicNanos();
    reader.feed(
        bytes,
        from,
        to,
        new FrameReader.Frames() {
          @Override
          public void frame(Frame frame) {
            onFrame(frame);
          }

          @Override
          public void broken(String reason) {
            close(reason);
          }
        });
  }

  /** The connection takes bytes again. */
  public void onWritable() {
    flush();
  }

  /** The connection is gone. */
  public void onClosed(String reason) {
    if (state != State.DOWN) {
      state = State.DOWN;
      reader.stop();
      owner.linkDown(this, reason);
    }
  }

  /** Gives the link up. */
  public void close(String reason) {
    connection.close();
    onClosed(reason);
  }

  private void onFrame(Frame frame) {
    if (state == State.GREETING) {
      switch (frame) {
        case Frame.Hello hello -> onHello(hello);
        case Frame.Refuse refuse -> close("refused by the other server: " + refuse.reason());
        case Frame.Data _, Frame.Ping _, Frame.Pong _ -> close("first frame: no HELLO");
      }
      return;
    }
    switch (frame) {
      case Frame.Data data -> onData(data);
      case Frame.Ping ping -> onPing(ping);
      case Frame.Pong pong -> roundTripNanos = clock.monotonicNanos() - pong.number();
      case Frame.Refuse refuse -> close("refused by the other server: " + refuse.reason());
      case Frame.Hello _ -> close("second HELLO");
    }
  }

  private void onHello(Frame.Hello hello) {
    Duration clockOffset = Duration.ofNanos(hello.wallNanos()).minusNanos(clock.wallNanos());
    Optional<String> objection = new Greeting(settings, dialled).objection(hello, clockOffset);
    if (objection.isPresent()) {
      send(writer.write(new Frame.Refuse(objection.get())));
      close("refused here: " + objection.get());
      return;
    }
    if (dialled.isEmpty()) {
      greet();
    }
    peer = hello.server();
    state = State.UP;
    for (int slot = 0; slot < store.size(); slot++) {
      owe(slot);
    }
    owner.linkUp(this, clockOffset);
    timers.after(settings.pingAfter().toNanos(), this::keepAlive);
    flush();
  }

  private void onData(Frame.Data data) {
    for (Report report : data.reports()) {
      owner.reportReceived(this, report);
    }
    owner.endOfBatch();
  }

  /** A peer that sends and does not read gets no PONG: answers must not pile up. */
  private void onPing(Frame.Ping ping) {
    if (connection.isWritable()) {
      send(writer.write(new Frame.Pong(ping.number())));
    }
  }

  private void greet() {
    send(
        writer.write(
            new Frame.Hello(
                FrameWriter.VERSION,
                settings.cluster(),
                settings.server(),
                incarnation,
                clock.wallNanos())));
  }

  private void giveUpGreeting() {
    if (state == State.GREETING) {
      close("no HELLO within " + settings.helloTimeout().toMillis() + " ms");
    }
  }

  private void keepAlive() {
    if (state != State.UP) {
      return;
    }
    long now = clock.monotonicNanos();
    if (now - lastReceivedNanos > settings.silentAfter().toNanos()) {
      close("silent for " + settings.silentAfter().toMillis() + " ms");
      return;
    }
    // What waits in a full socket says more than a PING behind it.
    if (now - lastSentNanos >= settings.pingAfter().toNanos() && connection.isWritable()) {
      send(writer.write(new Frame.Ping(now)));
    }
    timers.after(settings.pingAfter().toNanos(), this::keepAlive);
  }

  private void send(ByteBuffer frame) {
    lastSentNanos = clock.monotonicNanos();
    connection.send(frame);
  }
}

package io.proxyherd.bench;

import io.proxyherd.journal.Appender;
import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.link.LinkSettings;
import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.Session;
import io.proxyherd.node.Shell;
import io.proxyherd.time.Clock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server without sockets, files and time of its own, to be measured. */
final class Rig implements Clock, Shell, Appender {
  /** When it starts, POSIX seconds. */
  static final long START_SECONDS = 1_479_413_884;

  private static final int MOST_CLIENTS = 20_000_000;

  private final Node node;
  private @Nullable JournalWriter journal;
  private long nowNanos;
  private long wallNanos = START_SECONDS * 1_000_000_000;
  private long submittedLsn;

  Rig(String name, Set<String> neighbours) {
    var settings =
        new NodeSettings(
            LinkSettings.usual("bench", name, neighbours),
            4096,
            Optional.empty(),
            Optional.of(Duration.ofMinutes(10)),
            1000,
            Duration.ofSeconds(60),
            MOST_CLIENTS,
            Duration.ofSeconds(2));
    node = new Node(settings, this, new SplittableRandom(1), this, NodeObserver.NONE);
  }

  Node node() {
    return node;
  }

  /** From here on it keeps a journal, on a disk that is infinitely fast and keeps nothing. */
  void keepJournal() {
    journal = node.keepJournal(new JournalRules(false, Long.MAX_VALUE), Recovered.nothing(), this);
  }

  /** A client connects who does not listen. */
  Session connect() {
    return node.openSession(new Nobody());
  }

  /** The input that was there has been taken. */
  void endOfBatch() {
    node.endOfBatch();
    if (journal != null) {
      journal.onWritten(submittedLsn);
    }
    node.endOfTurn();
  }

  /** Time goes on; timers are looked at. */
  void advance(Duration time) {
    nowNanos += time.toNanos();
    wallNanos += time.toNanos();
    node.onTimer();
  }

  /** The wall clock says that now, POSIX seconds; no timer is looked at. */
  void setTime(long seconds) {
    wallNanos = seconds * 1_000_000_000;
  }

  /** Links it with those, and lets time pass until each wants to be fed. */
  List<Cable> link(List<Rig> others) {
    List<Cable> cables = others.stream().map(other -> new Cable(this, other)).toList();
    for (int step = 0; step < 100; step++) {
      advance(Duration.ofMillis(20));
      others.forEach(other -> other.advance(Duration.ofMillis(20)));
    }
    return cables;
  }

  @Override
  public long wallNanos() {
    return wallNanos;
  }

  @Override
  public long monotonicNanos() {
    return nowNanos;
  }

  @Override
  public void wakeUpAt(long monotonicNanos) {}

  @Override
  public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {}

  @Override
  public void submit(DiskOrder order) {
    if (order instanceof DiskOrder.Append append) {
      submittedLsn = append.lsn();
    }
  }

  /** The connection between two servers; what is sent is there at once. */
  static final class Cable {
    private final End oneEnd = new End();
    private final End otherEnd = new End();
    private boolean jammed;

    Cable(Rig one, Rig other) {
      oneEnd.far = otherEnd;
      otherEnd.far = oneEnd;
      otherEnd.link = other.node.openLink(otherEnd, Optional.empty());
      String dialled = other.node.neighbourhood().origin().server();
      oneEnd.link = one.node.openLink(oneEnd, Optional.of(dialled));
      otherEnd.deliver();
      oneEnd.deliver();
    }

    /** From here on nothing that is sent arrives; whose server is gone needs no memory. */
    void cut() {
      oneEnd.far = null;
      otherEnd.far = null;
      otherEnd.link = null;
    }

    /** From here on the link of the first server finds no room in its connection. */
    void jam() {
      jammed = true;
    }

    /** One end; what is sent before the far end is there waits. */
    private final class End implements PeerConnection {
      private @Nullable End far;
      private @Nullable PeerLink link;
      private byte[] waiting = new byte[64 * 1024];
      private byte[] spare = new byte[64 * 1024];
      private int length;
      private boolean delivering;

      @Override
      public boolean isWritable() {
        return !jammed;
      }

      @Override
      public void send(ByteBuffer frame) {
        End to = far;
        if (to == null) {
          return;
        }
        int more = frame.remaining();
        if (to.length + more > to.waiting.length) {
          to.waiting = Arrays.copyOf(to.waiting, 2 * (to.length + more));
        }
        frame.get(to.waiting, to.length, more);
        to.length += more;
        to.deliver();
      }

      /** Hands over what came; what comes meanwhile is handed over, too, but after it. */
      private void deliver() {
        if (link == null || delivering) {
          return;
        }
        delivering = true;
        while (length > 0) {
          byte[] bytes = waiting;
          int taken = length;
          waiting = spare;
          spare = bytes;
          length = 0;
          link.onBytes(bytes, 0, taken);
        }
        delivering = false;
      }

      @Override
      public void close() {
        throw new IllegalStateException("a link of the bench was closed");
      }
    }
  }

  private static final class Nobody implements ClientConnection {
    @Override
    public void send(byte[] bytes, int length) {}

    @Override
    public String host() {
      return "";
    }

    @Override
    public void close() {}
  }
}

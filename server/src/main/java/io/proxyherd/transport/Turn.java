package io.proxyherd.transport;

import io.netty.channel.EventLoop;
import io.proxyherd.node.Node;
import java.util.ArrayDeque;

/**
 * One turn of an event loop: first all sockets that have input are read, then the node's batch
 * ends, what goes out is sent, and the replies' times are taken. So the commands of many clients
 * share a frame of the journal and a message to each peer, as those of one do. Not thread-safe:
 * owned by its event loop.
 */
final class Turn {
  /** After so many bytes of input the turn ends, for the first of many clients waits. */
  private static final int MOST_BYTES = 256 * 1024;

  private final EventLoop loop;
  private final Node node;
  private final LoopShell shell;
  private final ArrayDeque<Outbox> outboxes = new ArrayDeque<>();
  private int bytesTaken;
  private boolean endIsDue;

  Turn(EventLoop loop, Node node, LoopShell shell) {
    this.loop = loop;
    this.node = node;
    this.shell = shell;
  }

  /** So many bytes of input were taken from a socket, and perhaps there is no more there now. */
  void taken(int bytes) {
    bytesTaken += bytes;
    if (bytesTaken >= MOST_BYTES) {
      end();
    } else {
      endSoon();
    }
  }

  /** The outbox has something to send; to be said once, until it has been told to. */
  void add(Outbox outbox) {
    outboxes.add(outbox);
    endSoon();
  }

  /** What is due on the loop is done after the sockets that have input. */
  private void endSoon() {
    if (!endIsDue) {
      endIsDue = true;
      loop.execute(this::endIfDue);
    }
  }

  private void endIfDue() {
    if (endIsDue) {
      endIsDue = false;
      end();
    }
  }

  private void end() {
    bytesTaken = 0;
    shell.endTurn();
    node.endOfBatch();
    for (Outbox next = outboxes.poll(); next != null; next = outboxes.poll()) {
      next.flush();
    }
    node.endOfTurn();
  }
}

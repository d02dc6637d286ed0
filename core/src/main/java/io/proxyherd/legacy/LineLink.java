package io.proxyherd.legacy;

import io.proxyherd.command.LineBuilder;
import io.proxyherd.link.PeerConnection;
import io.proxyherd.store.Report;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** A legacy neighbour that gets its lines over one connection that stays open. */
public final class LineLink extends LegacyLink {
  private Optional<PeerConnection> connection = Optional.empty();
  private boolean flushing;

  LineLink(LegacyPeer peer, LegacyNeighbours home) {
    super(peer, home);
  }

  /** The connection is there. */
  public void onConnected(PeerConnection opened) {
    connection = Optional.of(opened);
    beginAnew();
    reached();
    flush();
  }

  /** The connection takes bytes again. */
  public void onWritable() {
    flush();
  }

  /** The connection is gone, or did not come about. */
  public void onClosed(String reason) {
    connection = Optional.empty();
    oweNothing();
    lost(reason);
  }

  @Override
  public void owe(int slot) {
    oweLater(slot);
  }

  @Override
  public void flush() {
    // A send may bring about the word that the connection is writable again.
    if (!flushing && connection.isPresent()) {
      flushing = true;
      sendTo(connection.get());
      flushing = false;
    }
  }

  private void sendTo(PeerConnection open) {
    while (open.isWritable()) {
      OptionalInt slot = nextSlot();
      if (slot.isEmpty()) {
        return;
      }
      Report report = home().store().at(slot.getAsInt());
      LineBuilder line = print(report);
      open.send(ByteBuffer.wrap(line.array(), 0, line.length()));
      countSent(report);
    }
  }
}

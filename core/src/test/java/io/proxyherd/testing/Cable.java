package io.proxyherd.testing;

import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What connects two servers: while it is plugged in, the one dials the other again and again. It
 * can be cut and mended, and each direction can be stopped.
 */
public final class Cable {
  private static final long REDIAL_NANOS = Duration.ofMillis(100).toNanos();

  /** One end of one connection over the cable. */
  private final class End implements PeerConnection, Pipe.Ends {
    private final HerdServer server;
    private final Pipe out;
    private @Nullable End other;
    private @Nullable PeerLink link;
    private boolean isClosed;

    End(HerdServer server) {
      this.server = server;
      out = new Pipe(world, weather, this);
    }

    @Override
    public boolean isWritable() {
      return out.isWritable();
    }

    @Override
    public void send(ByteBuffer frame) {
      out.send(frame);
    }

    @Override
    public void close() {
      End there = other;
      if (there == null || isClosed) {
        return;
      }
      isClosed = true;
      there.out.cut();
      if (there.isClosed) {
        hangUp(this);
      } else {
        out.close();
      }
    }

    @Override
    public void received(byte[] bytes, int length) {
      End there = other;
      if (there != null && there.link != null) {
        there.link.onBytes(bytes, 0, length);
      }
    }

    @Override
    public void writable() {
      if (link != null) {
        link.onWritable();
      }
    }

    @Override
    public void closed() {
      End there = other;
      if (there != null) {
        there.lost("closed by the other server");
      }
      hangUp(this);
    }

    void lost(String reason) {
      out.cut();
      if (link != null) {
        link.onClosed(reason);
      }
    }

    @Override
    public String toString() {
      return "wire of " + server.name();
    }
  }

  private final World world;
  private final HerdServer dialler;
  private final HerdServer acceptor;
  private final Weather weather;
  private boolean pluggedIn;
  private @Nullable End near;
  private @Nullable End far;

  Cable(World world, HerdServer dialler, HerdServer acceptor, Weather weather) {
    this.world = world;
    this.dialler = dialler;
    this.acceptor = acceptor;
    this.weather = weather;
  }

  /** Connects the servers, and again whenever the connection is lost. */
  public void plugIn() {
    if (!pluggedIn) {
      pluggedIn = true;
      dial();
    }
  }

  /** Loses the connection with all that is under way; there is none until it is plugged in. */
  public void cut() {
    pluggedIn = false;
    End dialled = near;
    End accepted = far;
    if (dialled != null && accepted != null) {
      near = null;
      far = null;
      dialled.lost("cut");
      accepted.lost("cut");
    }
  }

  /** Nothing gets from the first to the second server; nobody is told. */
  public void stop() {
    if (near != null) {
      near.out.stop();
    }
  }

  /** Lets through what {@link #stop} held up. */
  public void resume() {
    if (near != null) {
      near.out.resume();
    }
  }

  private void dial() {
    if (!pluggedIn || near != null) {
      return;
    }
    var dialled = new End(dialler);
    var accepted = new End(acceptor);
    dialled.other = accepted;
    accepted.other = dialled;
    near = dialled;
    far = accepted;
    accepted.link = acceptor.node().openLink(accepted, Optional.empty());
    dialled.link = dialler.node().openLink(dialled, Optional.of(acceptor.name()));
  }

  private void hangUp(End end) {
    if (end == near || end == far) {
      near = null;
      far = null;
      world.after(REDIAL_NANOS, this::dial);
    }
  }
}

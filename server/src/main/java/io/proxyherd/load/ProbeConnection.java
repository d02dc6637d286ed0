package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Reports probes to one server, and asks it for them. Takes lines; owned by its event loop. */
final class ProbeConnection extends SimpleChannelInboundHandler<ByteBuf> {
  private static final int PAUSE_MS = 1;

  private record Question(Probe probe, boolean isReport, long sentNanos) {}

  private final Probes probes;
  private final ArrayDeque<Question> questions = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext ctx;
  private boolean inPlaces;

  ProbeConnection(Probes probes) {
    this.probes = probes;
  }

  void report(Probe probe) {
    long micros = LoadRun.wallMicros();
    send(
        "IAMAT " + probe.client() + " +34.068930-118.445127 " + IamatText.time(micros, 0) + '\n',
        new Question(probe, true, System.nanoTime()));
  }

  void ask(Probe probe) {
    send("WHATSAT " + probe.client() + " 1 1\n", new Question(probe, false, System.nanoTime()));
  }

  private void send(String line, Question question) {
    if (ctx != null && ctx.channel().isActive()) {
      questions.add(question);
      var _ =
          ctx.writeAndFlush(Unpooled.copiedBuffer(line, ISO_8859_1))
              .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
    if (inPlaces) {
      inPlaces = line.isReadable();
      return;
    }
    Question question = questions.poll();
    if (question == null) {
      probes.fail("an answer to nothing: " + line.toString(ISO_8859_1));
      return;
    }
    long now = System.nanoTime();
    boolean isKnown = line.isReadable() && line.getByte(line.readerIndex()) == 'A';
    if (question.isReport() && !isKnown) {
      probes.fail("refused: " + line.toString(ISO_8859_1));
      return;
    }
    if (!question.isReport()) {
      probes.answered(now - question.sentNanos());
      inPlaces = isKnown;
    }
    if (isKnown) {
      probes.known(question.probe(), now);
    } else {
      var _ = context.executor().schedule(() -> ask(question.probe()), PAUSE_MS, MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    probes.fail("the server closed the connection");
  }
}

package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.AtLine;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FrameCodecTest {
  private static final Report REPORT = Reports.at("kiwi", 100);
  private static final Coverage COVERAGE = coverage();
  private static final List<Frame> FRAMES =
      List.of(
          Hellos.hello(1, "herd", "Alford", Long.MIN_VALUE, 1_479_413_884_000_000_000L),
          new Frame.Data(List.of(REPORT, Reports.at("\u00ff", 1))),
          new Frame.Ping(-1),
          new Frame.Pong(7, 8),
          new Frame.Cover(COVERAGE),
          new Frame.Want(new Coverage()),
          new Frame.Have(COVERAGE),
          new Frame.Stop(),
          new Frame.LinkState(new Neighbours("Alford", 3, Set.of("Ball", "Welsh"))),
          new Frame.Refuse("caf\u00e9"));

  private static Coverage coverage() {
    var coverage = new Coverage();
    coverage.raise(new Origin("Alford", -1), 1);
    coverage.raise(new Origin("Alford", 7), Long.MAX_VALUE);
    coverage.raise(new Origin("Ball", 7), 300);
    return coverage;
  }

  @Nested
  final class RoundTrip {
    @Test
    void givesBackEveryFrame() {
      assertThat(read(write(FRAMES))).isEqualTo(said(FRAMES));
    }

    @Test
    void worksByteByByte() {
      var reading = new Reading();
      for (byte b : write(FRAMES)) {
        reading.feed(new byte[] {b});
      }

      assertThat(reading.heard).isEqualTo(said(FRAMES));
    }

    @Seeds(count = 200)
    void worksInAnyFragments(long seed) {
      var random = new Random(seed);
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        frames.add(any(random));
      }
      byte[] stream = write(frames);
      var reading = new Reading();
      for (int from = 0; from < stream.length; ) {
        int to = Math.min(stream.length, from + 1 + random.nextInt(1 << random.nextInt(12)));
        reading.feed(Arrays.copyOfRange(stream, from, to));
        from = to;
      }

      assertThat(reading.heard).isEqualTo(said(frames));
    }

    @Test
    void takesTheLongestReportAloneAndTheLongestTextCut() {
      String start = "AT Alford +0.000000000 kiwi +1.";
      String line = start + "0".repeat(AtLine.LONGEST - start.length() - 4) + "+1 1";
      List<Frame> frames = List.of(new Frame.Data(List.of(Reports.of(line, 1))), new Frame.Ping(1));
      assertThat(read(write(frames))).isEqualTo(said(frames));

      assertThat(read(write(List.of(new Frame.Refuse("x".repeat(1025))))))
          .isEqualTo(said(List.of(new Frame.Refuse("x".repeat(1024)))));
    }

    private Frame any(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> new Frame.Ping(random.nextLong());
        case 1 -> new Frame.Pong(random.nextLong(), random.nextLong());
        case 2 -> Hellos.hello(random.nextInt(128), "herd", "s" + random.nextInt(), 1, 2);
        default -> {
          List<Report> reports = new ArrayList<>();
          for (int i = random.nextInt(30); i > 0; i--) {
            reports.add(Reports.any(random, "k" + i));
          }
          yield new Frame.Data(reports);
        }
      };
    }
  }

  @Nested
  final class Writer {
    @Test
    void fillsADataFrameUpToItsTarget() {
      var writer = new FrameWriter();
      writer.beginData();
      int count = 0;
      while (writer.fits(REPORT)) {
        writer.add(REPORT);
        count++;
      }
      int length = writer.finish().remaining();

      assertThat(length).isLessThanOrEqualTo(FrameWriter.TARGET_LENGTH);
      assertThat(length + 2 * length / count).isGreaterThan(FrameWriter.TARGET_LENGTH);
    }
  }

  @Nested
  final class Reader {
    @Test
    void noticesEveryFlippedBit() {
      byte[] stream = write(FRAMES);
      byte[] rest = new byte[64 * 1024];
      for (int bit = 0; bit < 8 * stream.length; bit++) {
        byte[] flipped = stream.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        var reading = new Reading();
        reading.feed(flipped);
        reading.feed(rest);

        // Or it waits for the rest of a frame that seems to be long.
        List<String> frames = reading.heard.stream().filter(f -> !f.startsWith("broken")).toList();
        assertThat(frames).as("bit %d", bit).hasSizeLessThan(FRAMES.size());
        assertThat(said(FRAMES).subList(0, frames.size())).as("bit %d", bit).isEqualTo(frames);
      }
    }

    @Test
    void noticesAFrameThatIsLostOrRepeated() {
      byte[] first = write(List.of(new Frame.Ping(1)));
      byte[] both = write(List.of(new Frame.Ping(1), new Frame.Ping(2)));

      assertThat(read(Arrays.copyOfRange(both, first.length, both.length)))
          .containsExactly("broken: frame number: 1 (expected: 0)");
      assertThat(read(concat(first, first)))
          .containsExactly(said(new Frame.Ping(1)), "broken: frame number: 0 (expected: 1)");
    }

    @Test
    void noticesALengthBeyondItsLimitsBeforeItWaitsForIt() {
      int most = FrameWriter.LONGEST_FRAME - 4;
      for (int length : new int[] {-1, Integer.MIN_VALUE, 0, 12, most + 1, Integer.MAX_VALUE}) {
        assertThat(read(ByteBuffer.allocate(4).putInt(length).array()))
            .containsExactly(
                "broken: frame length: " + length + " (expected: 13.." + most + " bytes)");
      }
      assertThat(read(ByteBuffer.allocate(4).putInt(most).array())).isEmpty();
    }

    @Test
    void noticesALengthThatWasDamagedBeforeItWaitsForIt() {
      byte[] good = write(List.of(new Frame.Ping(1)));
      for (int bit = 0; bit < 64; bit++) {
        byte[] damaged = Arrays.copyOf(good, 8);
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(read(damaged)).singleElement().asString().startsWith("broken: frame length: ");
      }
    }

    @Test
    void takesOnlyShortFramesFromWhomItDoesNotTrust() {
      var heard = new ArrayList<String>();
      var reader = new FrameReader();
      byte[] length = ByteBuffer.allocate(4).putInt(4093).array();
      reader.feed(
          length,
          0,
          4,
          new FrameReader.Frames() {
            @Override
            public void frame(Frame frame) {}

            @Override
            public void broken(String reason) {
              heard.add(reason);
            }
          });

      assertThat(heard).containsExactly("frame length: 4093 (expected: 13..4092 bytes)");
    }

    @Test
    void noticesWhatEndsEarlyOrHasBytesLeftOver() {
      assertThat(read(frame(FrameWriter.PING, b -> b.putInt(1))))
          .containsExactly("broken: frame of type 4 that ends early");
      assertThat(read(frame(FrameWriter.PING, b -> b.putLong(1).put((byte) 0))))
          .containsExactly("broken: frame of type 4 with bytes left over");
      assertThat(read(frame(FrameWriter.REFUSE, b -> b.putShort((short) 9).putInt(1))))
          .containsExactly("broken: frame of type 2 that ends early");
      assertThat(read(frame(FrameWriter.DATA, b -> b.put((byte) 0))))
          .containsExactly("broken: report that ends early (expected: what a server prints)");
    }

    @Test
    void noticesATypeItDoesNotKnow() {
      assertThat(read(frame((byte) 11, _ -> {})))
          .containsExactly("broken: frame type: 11 (expected: 1..10)");
    }

    @Test
    void noticesWhatIsNoReport() {
      assertThat(read(data("AT kiwi")))
          .containsExactly("broken: report: AT kiwi (expected: what a server prints)");
    }

    @Test
    void saysBrokenOnceAndIgnoresTheRest() {
      var reading = new Reading();
      reading.feed(frame((byte) 11, _ -> {}));
      reading.feed(write(FRAMES));

      assertThat(reading.heard).hasSize(1);
    }

    @Test
    void ignoresEverythingOnceStopped() {
      var reading = new Reading();
      reading.reader.stop();
      reading.feed(write(FRAMES));

      assertThat(reading.heard).isEmpty();
    }

    private byte[] data(String line) {
      return frame(
          FrameWriter.DATA,
          b ->
              // A new origin "A" of incarnation 0, number 1, received at 0, tolerance 0.
              b.put(new byte[] {0, 1, 'A'})
                  .putLong(0)
                  .put((byte) 1)
                  .putLong(0)
                  .put((byte) 0)
                  .put((byte) line.length())
                  .put(Bytes.of(line)));
    }
  }

  private static final class Reading implements FrameReader.Frames {
    private final FrameReader reader = new FrameReader();
    private final List<String> heard = new ArrayList<>();

    Reading() {
      reader.trust();
    }

    void feed(byte[] bytes) {
      reader.feed(bytes, 0, bytes.length, this);
    }

    @Override
    public void frame(Frame frame) {
      heard.add(said(frame));
    }

    @Override
    public void broken(String reason) {
      heard.add("broken: " + reason);
    }
  }

  private static List<String> read(byte[] stream) {
    var reading = new Reading();
    reading.feed(stream);
    return reading.heard;
  }

  /** Reports of a frame have no text of their own for the moments: they are added. */
  private static String said(Frame frame) {
    return frame instanceof Frame.Data(var reports)
        ? reports.stream()
            .map(r -> r + "/" + r.receivedAtNanos() + "/" + r.toleranceMs() + "/" + r.stamp())
            .toList()
            .toString()
        : frame.toString();
  }

  private static List<String> said(List<Frame> frames) {
    return frames.stream().map(FrameCodecTest::said).toList();
  }

  private static byte[] write(List<Frame> frames) {
    var writer = new FrameWriter();
    var stream = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      stream.writeBytes(Bytes.of(writer.write(frame)));
    }
    return stream.toByteArray();
  }

  /** A first frame with a good header and any payload. */
  private static byte[] frame(byte type, Consumer<ByteBuffer> payload) {
    ByteBuffer frame = ByteBuffer.allocate(1024).position(16).put(type);
    payload.accept(frame);
    frame.flip().putInt(0, frame.limit() - 4).putInt(4, ~(frame.limit() - 4));
    var crc = new CRC32C();
    crc.update(frame.array(), 12, frame.limit() - 12);
    return Bytes.of(frame.putInt(8, (int) crc.getValue()));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}

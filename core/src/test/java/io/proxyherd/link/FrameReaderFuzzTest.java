package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.proxyherd.Seeds;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Whatever a peer sends, the reader gives frames, then perhaps says once that the stream is broken,
 * and never throws. {@code mvn verify} plays the corpus and some seeds; this looks for more, for
 * ten minutes:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn test -pl core -Djazzer.hooks -Djacoco.skip -Dtest=FrameReaderFuzzTest#readsAnyPayload
 * </pre>
 *
 * <p>Let it end: a run that is killed leaves a crash file that is none.
 */
final class FrameReaderFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytes(byte[] input) {
    read(input);
  }

  /** The first byte is the frame's type, the rest its payload; length, CRC and counter are good. */
  @FuzzTest(maxDuration = "10m")
  void readsAnyPayload(byte[] input) {
    if (input.length > 0
        && input.length <= FrameWriter.LONGEST_FRAME - FrameWriter.HEADER_LENGTH + 1) {
      read(frame(input));
    }
  }

  @Seeds(count = 300)
  void readsSpoiltPayloads(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] input = payload(random);
      for (int faults = random.nextInt(4); faults > 0; faults--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      readsAnyPayload(Arrays.copyOf(input, 1 + random.nextInt(2 * input.length)));
    }
  }

  private static byte[] payload(Random random) {
    var writer = new FrameWriter();
    var coverage = new Coverage();
    coverage.raise(Reports.ORIGIN, random.nextInt(1000));
    Frame frame =
        switch (random.nextInt(6)) {
          case 4 -> new Frame.Want(coverage);
          case 5 -> new Frame.LinkState(new Neighbours("Alford", 3, Set.of("Ball", "Welsh")));
          case 0 -> Hellos.hello(1, "herd", "Alford", 2, 3);
          case 1 -> new Frame.Refuse("no");
          case 2 -> new Frame.Ping(1);
          default -> {
            Report report = Reports.any(random, "kiwi");
            yield new Frame.Data(List.of(report, report));
          }
        };
    byte[] bytes = Bytes.of(writer.write(frame));
    return Arrays.copyOfRange(bytes, FrameWriter.HEADER_LENGTH - 1, bytes.length);
  }

  private static byte[] frame(byte[] typeAndPayload) {
    ByteBuffer frame = ByteBuffer.allocate(16 + typeAndPayload.length);
    int length = frame.capacity() - 4;
    frame.putInt(length).putInt(~length).position(16).put(typeAndPayload).flip();
    var crc = new CRC32C();
    crc.update(frame.array(), 12, frame.limit() - 12);
    return frame.putInt(8, (int) crc.getValue()).array();
  }

  private static void read(byte[] stream) {
    var reader = new FrameReader();
    reader.trust();
    int[] broken = {0};
    var frames =
        new FrameReader.Frames() {
          @Override
          public void frame(Frame frame) {
            assertThat(frame.toString()).isNotEmpty();
            assertThat(broken[0]).isZero();
          }

          @Override
          public void broken(String reason) {
            broken[0]++;
          }
        };
    reader.feed(stream, 0, stream.length, frames);
    reader.feed(stream, 0, stream.length, frames);
    assertThat(broken[0]).isLessThanOrEqualTo(1);
  }
}

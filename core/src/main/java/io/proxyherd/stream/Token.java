package io.proxyherd.stream;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.ReportReader;
import io.proxyherd.store.ReportWriter;
import io.proxyherd.store.Stamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A cursor as text, base64url without padding of:
 *
 * <pre>
 * token    = version:u8 scope:u32 since:u32 expiry:u32 coverage stray crc32c:u32
 * stray    = count:u8, then count times: client:u32 stamp
 * </pre>
 *
 * <p>The moments are seconds since 1970, rounded down; coverage and stamp as {@link ReportWriter}
 * prints them, in one block.
 */
final class Token {
  /** Longer ones are refused unread. */
  static final int LONGEST = 4000;

  /** So much a coverage may take of it, bytes. */
  private static final int MOST_COVERAGE = 2000;

  private static final int MOST_BYTES_BESIDE_NAME = 24;

  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + 4 * Integer.BYTES + 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long LAST_SECOND = 0xFFFF_FFFFL;

  private Token() {}

  static String print(Cursor cursor) {
    Map<Integer, Stamp> stray = cursor.stray();
    Coverage has = fitting(cursor.has());
    int strayBytes = stray.size() * (Integer.BYTES + ReportWriter.mostBytesOfStamp());
    var bytes = ByteBuffer.allocate(FIXED_BYTES + ReportWriter.mostBytes(has) + strayBytes);
    bytes.put(VERSION).putInt(cursor.scope());
    bytes.putInt(seconds(cursor.sinceWallNanos())).putInt(seconds(cursor.earliestExpiryNanos()));
    var writer = new ReportWriter();
    writer.write(has, bytes);
    bytes.put((byte) stray.size());
    stray.forEach((client, stamp) -> {
      bytes.putInt(client);
      writer.write(stamp, bytes);
    });
    bytes.putInt(crc(bytes.array(), bytes.position()));
    byte[] printed = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(printed);
  }

  static Optional<Cursor> parse(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      int end = bytes.length - Integer.BYTES;
      boolean verifies = end > 0 && ByteBuffer.wrap(bytes).getInt(end) == crc(bytes, end);
      return verifies ? read(ByteBuffer.wrap(bytes, 0, end)) : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException | ReportReader.Malformed _) {
      return Optional.empty();
    }
  }

  private static Optional<Cursor> read(ByteBuffer bytes) throws ReportReader.Malformed {
    if (bytes.get() != VERSION) {
      return Optional.empty();
    }
    int scope = bytes.getInt();
    long since = Integer.toUnsignedLong(bytes.getInt());
    long expiry = Integer.toUnsignedLong(bytes.getInt());
    var reader = new ReportReader();
    Coverage has = reader.readCoverage(bytes);
    var cursor = new Cursor(scope, has, since * NANOS_PER_SECOND, nanos(expiry));
    for (int count = bytes.get(); count > 0; count--) {
      cursor.take(bytes.getInt(), reader.readStamp(bytes));
    }
    return Optional.of(cursor).filter(_ -> !bytes.hasRemaining());
  }

  /**
   * What of the coverage fits: of the origins that accepted most. What is not said is told again.
   */
  private static Coverage fitting(Coverage has) {
    if (has.size() <= Census.FEW) {
      return has;
    }
    var fitting = new Coverage();
    int bytes = 0;
    for (Map.Entry<Origin, Long> entry : byNumber(has)) {
      bytes += entry.getKey().server().length() + MOST_BYTES_BESIDE_NAME;
      if (bytes <= MOST_COVERAGE) {
        var _ = fitting.raise(entry.getKey(), entry.getValue());
      }
    }
    return fitting;
  }

  private static List<Map.Entry<Origin, Long>> byNumber(Coverage has) {
    return has.entries().entrySet().stream()
        .sorted(Map.Entry.<Origin, Long>comparingByValue().reversed())
        .toList();
  }

  private static int seconds(long wallNanos) {
    return (int) Math.clamp(wallNanos / NANOS_PER_SECOND, 0, LAST_SECOND);
  }

  /** The last second stands for all that is later. */
  private static long nanos(long seconds) {
    return seconds == LAST_SECOND ? Long.MAX_VALUE : seconds * NANOS_PER_SECOND;
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}

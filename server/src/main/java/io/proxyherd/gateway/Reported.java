package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;

/**
 * A report that a program brings, checked.
 *
 * @param client the ID: 1..256 bytes that are not white space
 * @param location ISO 6709
 * @param time POSIX seconds
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Reported(byte[] client, String location, String time) {
  private static final byte[] IAMAT = "IAMAT ".getBytes(US_ASCII);

  /** Appends the line, with its end, with which a client says the same. */
  void print(LineBuilder line) {
    line.append(IAMAT)
        .append(client)
        .append(' ')
        .append(location.getBytes(US_ASCII))
        .append(' ')
        .append(time.getBytes(US_ASCII))
        .append('\n');
  }

  Field field() {
    return new Field(client, 0, client.length);
  }
}

package io.proxyherd.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.Field;
import io.proxyherd.geo.Area;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.geo.Position;
import io.proxyherd.store.Report;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * What a reader wants to be told: what passes all that is said.
 *
 * @param clients the IDs of those that may pass; empty for all
 * @param area where a client must be
 * @param server the name of the server that must have heard it
 */
public record Filter(Set<ByteBuffer> clients, Optional<Area> area, Optional<String> server) {
  /** Everything. */
  public static final Filter ALL = new Filter(Set.of(), Optional.empty(), Optional.empty());

  public Filter {
    clients = Set.copyOf(clients);
  }

  /** Whether it is about some clients only. */
  boolean namesClients() {
    return !clients.isEmpty();
  }

  /** Whether it may be about that client. */
  boolean isAbout(Field client) {
    return clients.isEmpty()
        || clients.contains(ByteBuffer.wrap(client.bytes(), client.from(), client.length()));
  }

  /** Whether what the report says passes; it is of a client that this is about. */
  boolean passes(Report report) {
    return (server.isEmpty() || report.server().sameAs(fieldOf(server.get())))
        && (area.isEmpty() || area.get().contains(positionOf(report.location())));
  }

  private static Position positionOf(Field location) {
    return Iso6709.parse(location.bytes(), location.from(), location.to());
  }

  private static Field fieldOf(String name) {
    byte[] bytes = name.getBytes(US_ASCII);
    return new Field(bytes, 0, bytes.length);
  }

  /**
   * 32 bits that differ, but for accidents, where filters or herds do.
   *
   * @param herd the name of the herd
   */
  public int scope(String herd) {
    var named = new TreeSet<>(clients);
    var text = new StringBuilder(herd);
    named.forEach(client -> text.append('\0').append(ISO_8859_1.decode(client.duplicate())));
    text.append('\0').append('\0').append(area).append('\0').append(server);
    var crc = new CRC32C();
    crc.update(text.toString().getBytes(ISO_8859_1));
    return (int) crc.getValue();
  }
}

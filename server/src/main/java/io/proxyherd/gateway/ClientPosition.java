package io.proxyherd.gateway;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.PosixTime;
import io.proxyherd.geo.Iso6709;
import io.proxyherd.geo.Position;
import io.proxyherd.store.Report;
import io.proxyherd.text.HarmlessText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a client is: {@code GET /v1/clients/{id}}; or was said to be, in the answer to a report.
 *
 * @param server that tells this
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 * @param location as the client wrote it, ISO 6709
 * @param time as the client wrote it, POSIX seconds
 * @param reportedAt the same to the nanosecond; none after the year 9999
 * @param heardBy the server to which the client said it
 * @param skewSeconds how far the client's time was behind that server's clock
 * @param receivedAt when that server received it, by its clock; not told in the answer to a report
 * @param ageSeconds how long ago that was, at least 0; likewise
 * @param line the AT line
 */
public record ClientPosition(
    String server,
    String client,
    double latitude,
    double longitude,
    String location,
    String time,
    Optional<Instant> reportedAt,
    String heardBy,
    BigDecimal skewSeconds,
    Optional<Instant> receivedAt,
    Optional<Double> ageSeconds,
    String line) {

  /** What a server acknowledges. */
  static ClientPosition acknowledged(AtLine at) {
    return of(at.server().toString(), at, Optional.empty(), Optional.empty());
  }

  /** What a server knows at that moment. */
  static ClientPosition known(String server, Report report, Instant now) {
    Instant received = Moments.at(report.receivedAtNanos());
    double age = Math.max(0, Moments.seconds(Duration.between(received, now).toNanos()));
    return of(
        server, AtLine.parse(report.line()).orElseThrow(), Optional.of(received), Optional.of(age));
  }

  private static ClientPosition of(
      String server, AtLine at, Optional<Instant> receivedAt, Optional<Double> ageSeconds) {
    Position position = position(at);
    PosixTime time = ClientTime.of(at.time().toString());
    return new ClientPosition(
        server,
        HarmlessText.of(at.client().copy()),
        position.latitude(),
        position.longitude(),
        at.location().toString(),
        at.time().toString(),
        ClientTime.instant(time),
        HarmlessText.of(at.server().copy()),
        new BigDecimal(at.skew().toString()),
        receivedAt,
        ageSeconds,
        HarmlessText.of(at.line()));
  }

  private static Position position(AtLine at) {
    return Iso6709.parse(at.location().bytes(), at.location().from(), at.location().to());
  }

  /** This as a GeoJSON feature. */
  Feature feature() {
    return new Feature(
        "Feature", client, new Point("Point", new double[] {longitude, latitude}), this);
  }

  /** A GeoJSON feature (RFC 7946). */
  record Feature(String type, String id, Point geometry, ClientPosition properties) {}

  /**
   * A GeoJSON point.
   *
   * @param coordinates longitude, latitude
   */
  @SuppressWarnings("ArrayRecordComponent") // printed, never compared
  record Point(String type, double[] coordinates) {}
}

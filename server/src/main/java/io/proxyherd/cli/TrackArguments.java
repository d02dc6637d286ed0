package io.proxyherd.cli;

import io.proxyherd.replay.track.TrackFormat;
import io.proxyherd.replay.track.TrackOptions;
import io.proxyherd.replay.track.TrackOptions.Fields;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a recorded track is to be read. */
final class TrackArguments {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "gpx, csv, geojson or geojsonseq (one feature a line); else by the file's name")
  private Optional<TrackFormat> format = Optional.empty();

  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "the client ID of all rows (GPX: else the track's name, or the file's)")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--client-field",
      paramLabel = "NAME",
      description = "column (name, or number from 1 on) or property that holds the client ID")
  private Optional<String> clientField = Optional.empty();

  @Option(
      names = "--time-field",
      paramLabel = "NAME",
      description = "column or property that holds the time")
  private Optional<String> timeField = Optional.empty();

  @Option(
      names = "--lat-field",
      paramLabel = "NAME",
      description = "column that holds the latitude")
  private Optional<String> latitudeField = Optional.empty();

  @Option(
      names = "--lon-field",
      paramLabel = "NAME",
      description = "column that holds the longitude")
  private Optional<String> longitudeField = Optional.empty();

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      converter = DelimiterConverter.class,
      description = "between two CSV columns, or 'tab'; else the likeliest of comma, ; and tab")
  private Optional<Character> delimiter = Optional.empty();

  @Option(names = "--no-header", description = "the first line of a CSV file is a row already")
  private boolean noHeader;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "the zone of times without an offset, such as Europe/Helsinki (default: UTC)")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(names = "--keep-zero", description = "send rows at exactly (0,0), which say 'no fix'")
  private boolean keepZero;

  TrackOptions options() {
    var fields = new Fields(clientField, timeField, latitudeField, longitudeField);
    return new TrackOptions(format, client, fields, delimiter, !noHeader, zone, keepZero);
  }

  Optional<TrackFormat> format() {
    return format;
  }

  /** Reads a format in any case. */
  static final class FormatConverter implements ITypeConverter<TrackFormat> {
    @Override
    public TrackFormat convert(String text) {
      try {
        return TrackFormat.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "format: " + text + " (expected: gpx, csv, geojson or geojsonseq)");
      }
    }
  }

  /** Reads one character; a tab has a name, as shells make it hard to type. */
  static final class DelimiterConverter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      if (text.equals("tab") || text.equals("\\t")) {
        return '\t';
      }
      if (text.length() != 1 || text.equals("\"")) {
        throw new TypeConversionException(
            "delimiter: " + text + " (expected: one character that is no quote, or 'tab')");
      }
      return text.charAt(0);
    }
  }

  /** Reads a zone ID or an offset. */
  static final class ZoneConverter implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "zone: " + text + " (expected: such as Europe/Helsinki, UTC or +02:00)");
      }
    }
  }
}

package io.proxyherd.cli;

import io.proxyherd.config.Address;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.replay.LaneSettings;
import io.proxyherd.replay.Pace;
import io.proxyherd.replay.PaceClock;
import io.proxyherd.replay.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where to, in what order and how fast rows are sent. */
final class SendArguments {
  private static final double MAX_SPEED = Double.POSITIVE_INFINITY;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = AddressConverter.class,
      description = "the servers (default: those of the configuration)")
  private List<Address> servers = List.of();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--spread",
      paramLabel = "HOW",
      converter = SpreadConverter.class,
      description = "rows: row by row over the servers (default); clients: each client to one")
  private Spread spread = Spread.ROWS;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      converter = SpeedConverter.class,
      description = "times real time, such as 60; or max (default)")
  private double speed = MAX_SPEED;

  @Option(
      names = "--window",
      paramLabel = "ROWS",
      converter = CountConverter.class,
      description = "rows that may wait for a reply, for each server (default: 256)")
  private int window = LaneSettings.DEFAULT.window();

  @Option(
      names = "--tries",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "connections to a server that may fail in a row (default: 10)")
  private int tries = LaneSettings.DEFAULT.tries();

  @Option(
      names = "--reply-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "a connection without a reply for this long is broken (default: 30 s)")
  private Duration replyTimeout = LaneSettings.DEFAULT.replyTimeout();

  List<Address> servers() {
    return servers.isEmpty()
        ? config.load().servers().stream().map(ServerConfig::clientAddress).toList()
        : servers;
  }

  Spread spread() {
    return spread;
  }

  Pace pace() {
    return speed == MAX_SPEED ? Pace.max() : Pace.times(speed, PaceClock.SYSTEM);
  }

  LaneSettings settings() {
    var usual = LaneSettings.DEFAULT;
    return new LaneSettings(window, tries, replyTimeout, usual.firstDelay(), usual.longestDelay());
  }

  /** Reads a spread in any case. */
  static final class SpreadConverter implements ITypeConverter<Spread> {
    @Override
    public Spread convert(String text) {
      try {
        return Spread.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("spread: " + text + " (expected: rows or clients)");
      }
    }
  }

  /** Reads a factor or {@code max}. */
  static final class SpeedConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equalsIgnoreCase("max") ? MAX_SPEED : factor(text);
    }
  }

  /** Reads a whole number from 1 to 100,000. */
  static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,4}|100000")) {
        throw new TypeConversionException("number: " + text + " (expected: from 1 to 100000)");
      }
      return Integer.valueOf(text);
    }
  }

  private static double factor(String text) {
    double factor = text.matches("[0-9]{1,9}(\\.[0-9]{1,12})?") ? Double.parseDouble(text) : 0;
    if (factor <= 0) {
      throw new TypeConversionException("speed: " + text + " (expected: a number above 0, or max)");
    }
    return factor;
  }
}

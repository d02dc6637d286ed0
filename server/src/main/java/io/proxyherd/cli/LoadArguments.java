package io.proxyherd.cli;

import io.proxyherd.config.Address;
import io.proxyherd.config.DurationText;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.load.LoadPlan;
import io.proxyherd.load.Protocol;
import io.proxyherd.text.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say what load is put on which servers. */
final class LoadArguments {
  private static final int MOST_CONNECTIONS = 100_000;
  private static final int MOST_DEPTH = 10_000;
  private static final int MOST_THREADS = 64;
  private static final int LONGEST_ID = 256;
  private static final int MOST_PROBES = 1_000;
  private static final double MOST_RATE = 1e8;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = AddressConverter.class,
      description = "The servers (default: those of the configuration); on this machine only.")
  private List<Address> targets = List.of();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--remote", description = "The servers may be on other machines.")
  private boolean remote;

  @Option(
      names = "--protocol",
      paramLabel = "WHAT",
      converter = ProtocolConverter.class,
      description = "herd (default), redis (GEOADD, GEOSEARCH) or echo (IAMATs come back).")
  private Protocol protocol = Protocol.HERD;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "How many, in turn to the servers (default: 50).")
  private int connections = 50;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Unanswered commands of a connection without --rate (default: 16).")
  private int depth = 16;

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description = "Commands a second over all connections, whatever the answers.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "Client IDs, each reported once before anything is measured (default: 10000).")
  private int clients = 10_000;

  @Option(names = "--id-bytes", paramLabel = "N", description = "Length of an ID (default: 20).")
  private int idBytes = 20;

  @Option(
      names = "--whatsat",
      paramLabel = "PERCENT",
      description = "How many of 100 commands are WHATSAT, not IAMAT (default: 0).")
  private int whatsatPercent;

  @Option(
      names = "--radius",
      paramLabel = "KM",
      description = "The radius of a WHATSAT in kilometres (default: 10).")
  private int radiusKm = 10;

  @Option(names = "--limit", paramLabel = "N", description = "Its limit (default: 20).")
  private int limit = 20;

  @Option(
      names = "--positions",
      paramLabel = "FILE",
      description = {
        "Where clients are: a latitude and a longitude in degrees on each line",
        "(default: 4096 positions scattered over the world)."
      })
  private Optional<Path> positions = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How long it runs before it is measured (default: 3 s).")
  private Duration warmUp = Duration.ofSeconds(3);

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long is measured (default: 10 s); 0 s to report each client once only.")
  private Duration duration = Duration.ofSeconds(10);

  @Option(
      names = "--probes",
      paramLabel = "PER-SECOND",
      description = "Updates a second whose way to all servers is timed (default: 0).")
  private int probes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of this generator (default: 1).")
  private int threads = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "For an answer, and for all servers to know the last report (default: 30 s).")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--pid",
      paramLabel = "PROCESS",
      split = ",",
      description = "The servers' processes: tells what they use.")
  private List<Long> processes = List.of();

  /** The plan that the options make. */
  LoadPlan plan() {
    check("--connections", connections, 1, MOST_CONNECTIONS);
    check("--depth", depth, 1, MOST_DEPTH);
    check("--clients", clients, connections, LoadPlan.MOST_CLIENTS);
    check("--id-bytes", idBytes, LoadPlan.SHORTEST_ID, LONGEST_ID);
    check("--whatsat", whatsatPercent, 0, 100);
    check("--radius", radiusKm, 1, 50);
    check("--limit", limit, 1, 20);
    check("--threads", threads, 1, MOST_THREADS);
    check("--probes", probes, 0, MOST_PROBES);
    check("--rate", rate.orElse(1.0), 1e-3, MOST_RATE);
    boolean herd = protocol == Protocol.HERD;
    if (!herd && probes > 0) {
      throw refused("--probes: only with --protocol herd");
    }
    return new LoadPlan(
        protocol,
        servers(),
        connections,
        depth,
        rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        threads,
        clients,
        idBytes,
        whatsatPercent,
        Integer.toString(radiusKm),
        limit,
        positions,
        warmUp,
        Optional.of(duration).filter(Duration::isPositive),
        probes,
        herd && whatsatPercent < 100,
        timeout,
        processes);
  }

  private List<Address> servers() {
    List<Address> chosen =
        targets.isEmpty()
            ? config.load().servers().stream().map(ServerConfig::clientAddress).toList()
            : targets;
    for (Address server : chosen) {
      if (!remote && !isHere(server)) {
        throw new CommandFailure(
            server
                + " is not on this machine (expected: a loopback address); load on others' servers"
                + " is an attack; say --remote if it is yours");
      }
    }
    return chosen;
  }

  private static boolean isHere(Address server) {
    try {
      return InetAddress.getByName(server.host()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private void check(String option, double value, double least, double most) {
    if (value < least || value > most) {
      throw refused("%s: %s (expected: %s to %s)".formatted(option, n(value), n(least), n(most)));
    }
  }

  private static String n(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Reads a protocol in any case. */
  static final class ProtocolConverter implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String text) {
      try {
        return Protocol.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            Printable.text(text) + " (expected: herd, redis or echo)");
      }
    }
  }

  /** Reads a duration from 0 s to 1 d. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Duration MOST = Duration.ofDays(1);

    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .filter(time -> time.compareTo(MOST) <= 0)
          .orElseThrow(() ->
              new TypeConversionException(
                  Printable.text(text) + " (expected: a duration from 0 s to 1 d, such as 5 s)"));
    }
  }
}

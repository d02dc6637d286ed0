package io.proxyherd.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.proxyherd.disk.DiskFigures;
import io.proxyherd.places.chain.ProviderState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Prometheus reads of one server. What the process does (memory, collections, threads) is
 * counted by Micrometer; what the server does is counted where it happens, and asked for at each
 * scrape. Any thread may scrape.
 */
public final class ServerMetrics implements AutoCloseable {
  /** How a scrape is printed. */
  public enum Format {
    /** Prometheus' own. */
    TEXT(PrometheusTextFormatWriter.CONTENT_TYPE),
    /** OpenMetrics 1.0. */
    OPEN_METRICS(OpenMetricsTextFormatWriter.CONTENT_TYPE);

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }

    private ExpositionFormatWriter writer() {
      return switch (this) {
        case TEXT -> PrometheusTextFormatWriter.create();
        case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
      };
    }

    /** With its version and character set. */
    public String contentType() {
      return contentType;
    }
  }

  private static final double NANOS_PER_SECOND = 1e9;

  private final String server;
  private final Supplier<List<ProviderState>> providers;
  private final Supplier<Optional<DiskFigures>> disk;
  private final PrometheusMeterRegistry process =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * @param server its name, a label of each metric
   * @param providers of places, and how they are; asked on any thread
   * @param disk of its journal, if it has one; likewise
   */
  public ServerMetrics(
      String server,
      Supplier<List<ProviderState>> providers,
      Supplier<Optional<DiskFigures>> disk) {
    this.server = server;
    this.providers = providers;
    this.disk = disk;
    process.config().commonTags("server", server);
    new JvmMemoryMetrics().bindTo(process);
    new JvmThreadMetrics().bindTo(process);
    new UptimeMetrics().bindTo(process);
    new FileDescriptorMetrics().bindTo(process);
    collections.bindTo(process);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder(
              "process.cpu", system, bean -> bean.getProcessCpuTime() / NANOS_PER_SECOND)
          .description("Processor time of the process")
          .baseUnit("seconds")
          .register(process);
    }
  }

  /** All metrics, as text. */
  public byte[] scrape(
      Format format,
      NodeFigures node,
      Map<String, ConnectionFigures> connections,
      RequestTimes requests) {
    var out = new Families(server);
    var families = new ServerFamilies(out);
    families.node(node);
    families.connections(connections);
    families.requests(requests);
    disk.get().ifPresent(families::disk);
    families.places(providers.get());
    var all = MetricSnapshots.builder();
    out.all().forEach(all::metricSnapshot);
    process.getPrometheusRegistry().scrape().stream().forEach(all::metricSnapshot);
    var text = new ByteArrayOutputStream();
    try {
      format.writer().write(text, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return text.toByteArray();
  }

  /** Counts no more. */
  @Override
  public void close() {
    collections.close();
    process.close();
  }
}

package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server printed of its metrics, read strictly, in Prometheus' format 0.0.4 or OpenMetrics
 * 1.0: whatever a reader could stumble over is an error.
 */
final class Scrape {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)");
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");
  private static final Map<String, Set<String>> SUFFIXES =
      Map.of(
          "histogram",
          Set.of("_bucket", "_count", "_sum"),
          "summary",
          Set.of("", "_count", "_sum"));

  private final boolean openMetrics;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private Family family = new Family("");

  private static final class Family {
    private final String name;
    private final Map<String, String> comments = new TreeMap<>();
    private final Map<String, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
    private boolean hasSamples;

    Family(String name) {
      this.name = name;
    }

    String type() {
      return comments.getOrDefault("TYPE", "");
    }
  }

  Scrape(String text, boolean openMetrics) {
    this.openMetrics = openMetrics;
    assertThat(text).endsWith(openMetrics ? "\n# EOF\n" : "\n");
    String body = openMetrics ? text.substring(0, text.length() - "# EOF\n".length()) : text;
    body.lines().forEach(this::line);
    families.values().forEach(this::check);
  }

  /** The names of all families, counters with their {@code _total}. */
  Set<String> names() {
    var names = new TreeSet<String>();
    samples.keySet().forEach(series -> names.add(series.split("\\{", 2)[0]));
    return names;
  }

  /** Every series, such as {@code up{peer="a"}}; labels in the order of their names. */
  Set<String> series() {
    return samples.keySet();
  }

  /** What help there is for a family. */
  String help(String name) {
    return families.getOrDefault(name, new Family(name)).comments.getOrDefault("HELP", "");
  }

  String type(String name) {
    return families.getOrDefault(name, new Family(name)).type();
  }

  String unit(String name) {
    return families.getOrDefault(name, new Family(name)).comments.getOrDefault("UNIT", "");
  }

  Set<String> families() {
    return families.keySet();
  }

  /** The value of a series of the metric with those labels, beside that of the server. */
  OptionalDouble perhaps(String name, String... labels) {
    var sought = new TreeSet<String>();
    for (int at = 0; at < labels.length; at += 2) {
      sought.add(labels[at] + "=\"" + labels[at + 1] + "\"");
    }
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().split("\\{", 2)[0].equals(name))
        .filter(sample ->
            sought.stream()
                .allMatch(label -> sample.getKey().matches(".*[{,]\\Q" + label + "\\E[,}].*")))
        .mapToDouble(Map.Entry::getValue)
        .reduce(Double::sum);
  }

  /** The sum of those series; there is one. */
  double value(String name, String... labels) {
    return perhaps(name, labels)
        .orElseThrow(() -> new AssertionError(name + " " + String.join(" ", labels) + ": none"));
  }

  private void line(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      comment(comment.group(1), comment.group(2), comment.group(3));
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as("a sample: %s", line).isTrue();
    sample(sample.group(1), labels(sample.group(2)), sample.group(3), line);
  }

  private void comment(String kind, String name, String text) {
    if (!name.equals(family.name)) {
      assertThat(families).as("one block of %s", name).doesNotContainKey(name);
      family = new Family(name);
      families.put(name, family);
    }
    assertThat(family.hasSamples).as("%s of %s before its samples", kind, name).isFalse();
    assertThat(family.comments.put(kind, text)).as("%s of %s, twice", kind, name).isNull();
  }

  private void sample(String name, Map<String, String> labels, String text, String line) {
    double value = text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    family.hasSamples = true;
    assertThat(suffixes()).as("%s in the block of %s", line, family.name).contains(suffix(name));
    if (!family.type().equals("gauge")) {
      assertThat(value).as(line).isGreaterThanOrEqualTo(0).isFinite();
    }
    String series = name + print(labels);
    assertThat(samples.put(series, value)).as("%s, twice", series).isNull();
    if (name.endsWith("_bucket") && family.type().equals("histogram")) {
      assertThat(labels).as(line).containsKey("le");
      String bound = labels.getOrDefault("le", "");
      labels.remove("le");
      double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
      var buckets = family.buckets.computeIfAbsent(print(labels), _ -> new TreeMap<>());
      if (!buckets.isEmpty()) {
        assertThat(le).as("bounds ascend: %s", line).isGreaterThan(buckets.lastKey());
        assertThat(value)
            .as("buckets are cumulative: %s", line)
            .isGreaterThanOrEqualTo(buckets.lastEntry().getValue());
      }
      buckets.put(le, value);
    }
  }

  private Set<String> suffixes() {
    if (family.type().equals("counter") && openMetrics) {
      return Set.of("_total");
    }
    return SUFFIXES.getOrDefault(family.type(), Set.of(""));
  }

  private String suffix(String name) {
    return name.startsWith(family.name) ? name.substring(family.name.length()) : name;
  }

  private static Map<String, String> labels(@Nullable String text) {
    var labels = new TreeMap<String, String>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    int end = 0;
    while (label.find() && label.start() == end) {
      assertThat(labels.put(label.group(1), label.group(2))).as("%s, twice", text).isNull();
      end = label.end();
    }
    assertThat(end).as("labels: %s", text).isEqualTo(text == null ? 0 : text.length());
    return labels;
  }

  private static String print(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
        .collect(joining(",", "{", "}"));
  }

  private void check(Family each) {
    assertThat(each.comments).as(each.name).containsKeys("HELP", "TYPE");
    assertThat(TYPES).as(each.name).contains(each.type());
    assertThat(each.name.endsWith("_total"))
        .as("_total is for counters: %s", each.name)
        .isEqualTo(each.type().equals("counter") && !openMetrics);
    each.buckets.forEach((labels, buckets) -> {
      assertThat(buckets.lastKey()).as(each.name + labels).isInfinite();
      assertThat(samples.get(each.name + "_count" + labels))
          .as("%s_count%s", each.name, labels)
          .isEqualTo(buckets.lastEntry().getValue());
      assertThat(samples).containsKey(each.name + "_sum" + labels);
    });
  }
}

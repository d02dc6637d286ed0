package io.proxyherd.system;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.ops.Means;
import io.proxyherd.places.chain.ProviderLog;
import io.proxyherd.places.chain.ProviderState;
import io.proxyherd.places.chain.WatchedPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard, the alerts and the table for operators speak of what servers really tell. */
@Timeout(120)
final class MonitoringFilesTest {
  private static final Path DOCS = Path.of(System.getProperty("herd.root", "..")).resolve("docs");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:proxyherd|jvm|process)_[a-z_]+)(?:\\{([^}]*)\\})?");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=~?\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

  /** Labels that Prometheus adds, and the one of histograms. */
  private static final Set<String> OTHER_LABELS = Set.of("job", "instance", "le");

  @TempDir private Path dir;

  /** Has seen everything. */
  private static final class Places implements WatchedPlaces {
    @Override
    public List<ProviderState> states() {
      return List.of(
          new ProviderState(
              "google", "open", Optional.of(3), 9, 5, 2, 1, 7, 1, Map.of("over-limit", 4L)));
    }

    @Override
    public Runnable tell(ProviderLog log) {
      return () -> {};
    }

    @Override
    public void find(NearbyQuery query, Consumer<NearbyAnswer> answer) {
      TestHerd.NO_PLACES.find(query, answer);
    }
  }

  /** What a server tells that has a bit of everything. */
  private Scrape scrape() throws Exception {
    var means = new Means(new Places(), disk -> disk, new SharedStore());
    try (var herd = TestHerd.with(dir, means, "store=both").isLinked();
        var api = new Api(herd)) {
      System.gc();
      herd.isKnownAt(herd.names(), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3"));
      api.get("a", "/readyz");
      Eventually.await()
          .until(() -> api.get("a", "/metrics").body().contains("\njvm_gc_pause_seconds_sum"));
      return new Scrape(api.get("a", "/metrics").body(), false);
    }
  }

  private static List<String> dashboard() throws Exception {
    JsonNode file = new JsonMapper().readTree(DOCS.resolve("grafana/proxyherd.json"));
    var all = new ArrayList<String>();
    file.findValues("expr").forEach(each -> all.add(each.asString()));
    file.findValues("definition").forEach(each -> all.add(each.asString()));
    assertThat(file.path("panels").size()).isGreaterThan(20);
    var ids = new TreeSet<Integer>();
    file.path("panels").forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
    return all;
  }

  private static List<JsonNode> rules() throws Exception {
    Object file =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(DOCS.resolve("grafana/alerts.yaml")));
    JsonNode groups = new JsonMapper().valueToTree(file);
    var rules = new ArrayList<JsonNode>();
    groups.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  @Test
  void theDashboardAndTheAlertsAskForWhatThereIs() throws Exception {
    Scrape scrape = scrape();
    List<String> asked =
        Stream.concat(
                dashboard().stream(), rules().stream().map(rule -> rule.path("expr").asString()))
            .toList();
    assertThat(asked).hasSizeGreaterThan(60);
    for (String expression : asked) {
      var used = METRIC.matcher(expression);
      var labels = new TreeSet<String>(OTHER_LABELS);
      while (used.find()) {
        String name = used.group(1);
        assertThat(scrape.names()).as(expression).contains(name);
        var matchers = LABEL.matcher(used.group(2) == null ? "" : used.group(2));
        while (matchers.find()) {
          String label = matchers.group(1);
          String value = matchers.group(2);
          assertThat(series(scrape, name))
              .as("%s: %s", expression, label)
              .anyMatch(series ->
                  value.startsWith("$")
                      ? series.contains(label + "=\"")
                      : series.contains(label + "=\"" + value + "\""));
        }
        series(scrape, name).forEach(series -> labels.addAll(labelsOf(series)));
      }
      var groupings = GROUPING.matcher(expression);
      while (groupings.find()) {
        assertThat(labels).as(expression).contains(groupings.group(1).split(", ", -1));
      }
    }
  }

  private static List<String> series(Scrape scrape, String name) {
    return scrape.series().stream().filter(each -> each.startsWith(name + "{")).toList();
  }

  private static Set<String> labelsOf(String series) {
    return LABEL
        .matcher(series)
        .results()
        .map(each -> each.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void everyAlertSaysHowBadItIsWhatIsWrongAndWhatToDo() throws Exception {
    var names = new TreeSet<String>();
    for (JsonNode rule : rules()) {
      assertThat(names.add(rule.path("alert").asString())).isTrue();
      assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
      assertThat(rule.at("/annotations/description").asString()).isNotBlank();
    }
    assertThat(names)
        .contains(
            "ProxyherdServerAway",
            "ProxyherdBehind",
            "ProxyherdDisagreement",
            "ProxyherdReadOnly",
            "ProxyherdClocksDiffer",
            "ProxyherdProviderFails",
            "ProxyherdDiskFull");
  }

  @Test
  void theTableForOperatorsHasEveryMetricOfOurs() throws Exception {
    Scrape scrape = scrape();
    var told = new TreeSet<>(scrape.families());
    told.removeIf(name -> !name.startsWith("proxyherd_"));
    var written =
        Pattern.compile("(?m)^\\| `(proxyherd_[a-z_]+)")
            .matcher(Files.readString(DOCS.resolve("OPERATING.md")))
            .results()
            .map(each -> each.group(1))
            .filter(name -> !name.startsWith("proxyherd_legacy_"))
            .collect(toCollection(TreeSet::new));
    assertThat(written).isEqualTo(told);
  }
}

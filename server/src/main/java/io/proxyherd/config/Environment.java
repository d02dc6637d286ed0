package io.proxyherd.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment variables that override the file: {@code HERD_} and the key in upper case, with
 * underscores for its dots and dashes, such as {@code HERD_CLIENT_LINE_LIMIT=8KiB}.
 */
final class Environment {
  private static final String PREFIX = "HERD_";

  /** They speak to bin/herd, not to the server. */
  private static final Set<String> LAUNCHER = Set.of("HERD_JAVA", "HERD_OPTS");

  /** Kubernetes sets these in every container where a service is called herd. */
  private static final Pattern KUBERNETES = Pattern.compile("HERD_(SERVICE|PORT)(_.*)?");

  private final Complaints complaints;
  private final Map<String, Written.Value> settings;
  private final List<Written.Server> servers = new ArrayList<>();
  private final List<Written.Server> legacy = new ArrayList<>();
  private Optional<Written.Links> links;

  /** What each variable that may be set writes to; a variable two servers share has two. */
  private final Map<String, List<Target>> targets = new HashMap<>();

  private sealed interface Target {}

  private record SettingTarget(String key) implements Target {}

  private record ServerTarget(Written.Server server, String key) implements Target {}

  private record LinksTarget() implements Target {}

  /** The secret itself is not taken over, only that it is there. */
  private record HiddenTarget(HiddenSetting hidden) implements Target {}

  private Environment(Written written, Complaints complaints) {
    this.complaints = complaints;
    this.settings = new HashMap<>(written.settings());
    this.links = written.links();
    Settings.ALL.forEach(
        setting -> targets.put(variable(setting.key()), List.of(new SettingTarget(setting.key()))));
    Settings.HIDDEN.forEach(
        hidden -> targets.put(hidden.variable(), List.of(new HiddenTarget(hidden))));
    targets.put(variable(Settings.LINKS), List.of(new LinksTarget()));
    for (Written.Server server : written.servers().orElse(List.of())) {
      servers.add(open(server, Settings.SERVERS, ServerSettings.KEYS));
    }
    for (Written.Server peer : written.legacy()) {
      legacy.add(open(peer, Settings.LEGACY, LegacyPeers.KEYS));
    }
  }

  private Written.Server open(Written.Server server, String section, List<String> keys) {
    var open = new Written.Server(server.name(), server.origin(), new HashMap<>(server.settings()));
    for (String key : keys) {
      targets
          .computeIfAbsent(
              variable(section + "." + server.name() + "." + key), _ -> new ArrayList<>())
          .add(new ServerTarget(open, key));
    }
    return open;
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** What is written, with what the variables say in its place. */
  static Written override(Written written, Map<String, String> variables, Complaints complaints) {
    var environment = new Environment(written, complaints);
    new TreeMap<>(variables)
        .forEach((name, text) -> {
          if (name.startsWith(PREFIX) && !isForOthers(name)) {
            environment.set(new Origin.Variable(name), text);
          }
        });
    return new Written(
        environment.settings,
        Optional.of(environment.servers),
        environment.links,
        environment.legacy);
  }

  private static boolean isForOthers(String name) {
    return LAUNCHER.contains(name) || KUBERNETES.matcher(name).matches();
  }

  private void set(Origin.Variable variable, String text) {
    List<Target> found = targets.getOrDefault(variable.name(), List.of());
    switch (found.size()) {
      case 0 -> unknown(variable);
      case 1 -> set(found.getFirst(), variable, text);
      default ->
          complaints.add(
              variable,
              Settings.SERVERS,
              "stands for " + found.size() + " servers (expected: one; set it in the file)");
    }
  }

  private void set(Target target, Origin.Variable variable, String text) {
    switch (target) {
      case SettingTarget(var key) -> settings.put(key, new Written.Value(text, variable));
      case ServerTarget(var server, var key) ->
          server.settings().put(key, new Written.Value(text, variable));
      case HiddenTarget(var hidden) -> settings.put(hidden.key(), new Written.Value("", variable));
      case LinksTarget() -> links = HerdFile.links(variable, text, complaints).or(() -> links);
    }
  }

  private void unknown(Origin.Variable variable) {
    var names = new TreeSet<>(targets.keySet());
    names.addAll(LAUNCHER);
    complaints.add(
        variable,
        "",
        "unknown variable (expected: HERD_ and a key of herd.yaml"
            + NearMiss.hint(variable.name(), names)
            + ")");
  }
}

package io.proxyherd.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what a {@code herd.yaml} says, and complains of keys and shapes it must not have. */
final class HerdFile {
  /** Several times what the design was tried with. */
  private static final int MOST_SERVERS = 1000;

  private static final String LINKS_SHAPE = "a list of pairs, such as [[Alford, Ball]]";

  private final Function<Node, Origin> origins;
  private final Complaints complaints;
  private final Map<String, Written.Value> settings = new HashMap<>();
  private Optional<List<Written.Server>> servers = Optional.empty();
  private Optional<Written.Links> links = Optional.empty();
  private final List<Written.Server> legacy = new ArrayList<>();

  /** A key with its value. */
  private record Entry(String name, Node key, Node value) {}

  private HerdFile(Function<Node, Origin> origins, Complaints complaints) {
    this.origins = origins;
    this.complaints = complaints;
  }

  /** What the file says; refuses at once a file that cannot be read or is not YAML. */
  static Written read(Path path, Complaints complaints) {
    String name = path.toString();
    var file = new HerdFile(node -> new Origin.Line(name, YamlTree.lineOf(node)), complaints);
    YamlTree.compose(name, YamlText.read(path)).ifPresent(file::herd);
    return new Written(file.settings, file.servers, file.links, file.legacy);
  }

  /** The links that an environment variable names, in the words of the file. */
  static Optional<Written.Links> links(
      Origin.Variable variable, String text, Complaints complaints) {
    var file = new HerdFile(_ -> variable, complaints);
    try {
      YamlTree.compose(variable.name(), text)
          .ifPresentOrElse(
              file::links, () -> complaints.refused(variable, Settings.LINKS, text, LINKS_SHAPE));
    } catch (ConfigException _) {
      // A line within a variable would tell nobody anything.
      complaints.refused(variable, Settings.LINKS, text, LINKS_SHAPE);
    }
    return file.links;
  }

  private void herd(Node root) {
    eachOf(
        root,
        "",
        entry -> {
          switch (entry.name) {
            case Settings.SERVERS -> servers(entry.value);
            case Settings.LINKS -> links(entry.value);
            case Settings.LEGACY -> legacy(entry.value);
            default -> section(entry);
          }
        });
  }

  private void section(Entry section) {
    List<String> known = Settings.keysOf(section.name);
    if (Settings.find(section.name).isPresent()) {
      value(section.name, section.value).ifPresent(it -> settings.put(section.name, it));
    } else if (known.isEmpty()) {
      unknown(section.name, section, Settings.sections());
    } else {
      eachOf(
          section.value,
          section.name,
          entry -> {
            String key = section.name + "." + entry.name;
            setting(key, entry, known).ifPresent(it -> settings.put(key, it));
          });
    }
  }

  private void servers(Node node) {
    var found = new ArrayList<Written.Server>();
    eachOf(
        node,
        Settings.SERVERS,
        server -> found.add(server(Settings.SERVERS, server, ServerSettings.KEYS)));
    servers = Optional.of(found);
    boolean counts = node instanceof MappingNode || shape(node).isEmpty();
    if (counts && (found.isEmpty() || found.size() > MOST_SERVERS)) {
      complaints.refused(
          origins.apply(node),
          Settings.SERVERS,
          String.valueOf(found.size()),
          "between 1 and " + MOST_SERVERS + " servers");
    }
  }

  private void legacy(Node node) {
    eachOf(
        node, Settings.LEGACY, peer -> legacy.add(server(Settings.LEGACY, peer, LegacyPeers.KEYS)));
    if (legacy.size() > MOST_SERVERS) {
      complaints.refused(
          origins.apply(node),
          Settings.LEGACY,
          String.valueOf(legacy.size()),
          "at most " + MOST_SERVERS + " of them");
    }
  }

  private Written.Server server(String of, Entry server, List<String> keys) {
    String section = of + "." + server.name;
    var written = new HashMap<String, Written.Value>();
    eachOf(
        server.value,
        section,
        entry ->
            setting(section + "." + entry.name, entry, keys)
                .ifPresent(it -> written.put(entry.name, it)));
    return new Written.Server(server.name, origins.apply(server.key), written);
  }

  private Optional<Written.Value> setting(String key, Entry entry, List<String> known) {
    if (known.contains(entry.name)) {
      return value(key, entry.value);
    }
    Settings.HIDDEN.stream()
        .filter(hidden -> hidden.key().equals(key))
        .findFirst()
        .ifPresentOrElse(
            hidden -> complaints.add(origins.apply(entry.key), key, hidden.refusal()),
            () -> unknown(key, entry, known));
    return Optional.empty();
  }

  private Optional<Written.Value> value(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(new Written.Value(scalar.getValue(), origins.apply(node)));
    }
    if (node instanceof SequenceNode list
        && (key.equals(Settings.PROVIDERS.key())
            || key.equals(Settings.HTTP_CORS_ORIGINS.key())
            || key.equals(CassandraTable.CONTACT_POINTS.key())
            || key.endsWith("." + LegacyPeers.NEIGHBOUR_OF.key()))
        && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      String names =
          list.getValue().stream()
              .map(name -> ((ScalarNode) name).getValue())
              .collect(Collectors.joining(", "));
      return Optional.of(new Written.Value(names, origins.apply(node)));
    }
    complaints.refused(origins.apply(node), key, shape(node), "one value");
    return Optional.empty();
  }

  private void links(Node node) {
    var found = new ArrayList<Written.Link>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(pair -> link(pair, found));
    } else {
      complaints.refused(origins.apply(node), Settings.LINKS, shape(node), LINKS_SHAPE);
    }
    links = Optional.of(new Written.Links(origins.apply(node), found));
  }

  private void link(Node node, List<Written.Link> into) {
    if (node instanceof SequenceNode pair
        && pair.getValue().size() == 2
        && pair.getValue().getFirst() instanceof ScalarNode a
        && pair.getValue().getLast() instanceof ScalarNode b) {
      into.add(new Written.Link(a.getValue(), b.getValue(), origins.apply(node)));
    } else {
      complaints.refused(origins.apply(node), Settings.LINKS, shape(node), LINKS_SHAPE);
    }
  }

  /** Each key of a section, once; a section with nothing in it has none. */
  private void eachOf(Node node, String section, Consumer<Entry> entries) {
    if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      complaints.refused(
          origins.apply(node), section, shape(node), "keys with their values, such as cluster: x");
      return;
    }
    var seen = new HashSet<String>();
    for (var tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        complaints.refused(origins.apply(key), section, shape(key), "a key");
      } else if (!seen.add(scalar.getValue())) {
        complaints.add(
            origins.apply(key), path(section, scalar.getValue()), "set twice (expected: once)");
      } else {
        entries.accept(new Entry(scalar.getValue(), key, tuple.getValueNode()));
      }
    }
  }

  private void unknown(String key, Entry entry, Collection<String> known) {
    var nearby = NearMiss.find(entry.name, known).or(() -> Settings.keyEndingIn(entry.name));
    complaints.add(
        origins.apply(entry.key),
        key,
        "unknown key (expected one of: "
            + String.join(", ", known)
            + nearby.map(name -> "; did you mean " + name + "?").orElse("")
            + ")");
  }

  private static String path(String section, String name) {
    return section.isEmpty() ? name : section + "." + name;
  }

  private static String shape(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode list -> "a list of " + list.getValue().size();
      case MappingNode _ -> "a section";
      default -> node.getNodeType().toString();
    };
  }
}

package io.proxyherd.cassandra.trial;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What nodes to start.
 *
 * @param name of their cluster
 * @param dir what they keep is in here, each in a directory of its own
 * @param libraries a directory with Cassandra's jars, as {@code mvn -f cassandra/pom.xml verify}
 *     copies them to {@code cassandra/target/lib}
 * @param nodes one for each
 * @param overrides settings of {@code cassandra.yaml} that differ from a trial's, each with its
 *     value as YAML in one line
 */
public record TrialSettings(
    String name, Path dir, Path libraries, List<NodeAddress> nodes, Map<String, String> overrides) {
  /** The data centre of all nodes; each has a rack of its own there. */
  public static final String DATA_CENTRE = "local";

  public TrialSettings {
    dir = dir.toAbsolutePath();
    libraries = libraries.toAbsolutePath();
    nodes = List.copyOf(nodes);
    overrides = Map.copyOf(overrides);
  }

  /** Nodes with a trial's usual settings. */
  public TrialSettings(String name, Path dir, Path libraries, List<NodeAddress> nodes) {
    this(name, dir, libraries, nodes, Map.of());
  }

  /** With that setting of {@code cassandra.yaml}, whose value is YAML in one line. */
  public TrialSettings with(String key, String value) {
    var more = new HashMap<>(overrides);
    more.put(key, value);
    return new TrialSettings(name, dir, libraries, nodes, more);
  }
}

package io.proxyherd.config;

import io.proxyherd.text.Printable;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * YAML text as a tree of nodes that know their lines. Only nodes are composed, never objects: what
 * a scalar means is for the {@link Kind} of its setting to say, not for YAML.
 */
final class YamlTree {
  /** The file needs three levels; a parser that recurses must not be led deeper. */
  private static final int DEEPEST = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(YamlText.LIMIT_BYTES).build();

  private final String name;
  private final String text;

  private YamlTree(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * The text's root; empty if there is nothing but comments.
   *
   * @param name what complaints call the text
   */
  static Optional<Node> compose(String name, String text) {
    // A byte order mark is no part of the text.
    return new YamlTree(name, text.startsWith("\uFEFF") ? text.substring(1) : text).compose();
  }

  private Optional<Node> compose() {
    try {
      refuseTraps();
      return new Compose(SETTINGS).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw broken(e);
    } catch (ReaderException e) {
      throw refused(lineAt(e.getPosition()), "a control character (expected: plain text)");
    } catch (YamlEngineException e) {
      throw refused(1, "not YAML: " + Printable.text(String.valueOf(e.getMessage())));
    }
  }

  /** Looks at the flat events first: composing recurses, and an alias multiplies what it names. */
  private void refuseTraps() {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      if (event instanceof AliasEvent) {
        throw refused(lineOf(event), "an alias (expected: no names with * or &)");
      }
      if (depth > DEEPEST) {
        throw refused(lineOf(event), "nested too deeply (expected: at most three levels)");
      }
      if (documents > 1) {
        throw refused(lineOf(event), "a second document (expected: one, so no --- here)");
      }
    }
  }

  private ConfigException broken(MarkedYamlEngineException e) {
    int line = e.getProblemMark().map(YamlTree::lineOf).orElse(1);
    if (indentationOf(line).contains("\t")) {
      return refused(line, "a tab (expected: spaces; YAML has no tabs before a key)");
    }
    return refused(line, "not YAML: " + Printable.text(String.valueOf(e.getProblem())));
  }

  private String indentationOf(int line) {
    return text.lines()
        .skip(line - 1L)
        .findFirst()
        .map(it -> it.substring(0, it.length() - it.stripLeading().length()))
        .orElse("");
  }

  private int lineAt(int codePoint) {
    return 1 + (int) text.codePoints().limit(codePoint).filter(point -> point == '\n').count();
  }

  private static int lineOf(Event event) {
    return event.getStartMark().map(YamlTree::lineOf).orElse(1);
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(YamlTree::lineOf).orElse(1);
  }

  private static int lineOf(Mark mark) {
    return mark.getLine() + 1; // Marks count from 0.
  }

  private ConfigException refused(int line, String problem) {
    return new ConfigException(List.of(name + ":" + line + ": " + problem));
  }
}

package io.proxyherd.places.formats;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;

/** The element of an OSM XML file that is being read; the same object for each. */
final class OsmXmlElement implements OsmVisitor.Way, OsmVisitor.Relation {
  private static final int MOST_TAGS = 32_768;
  private static final Pattern ID = Pattern.compile("-?\\d{1,18}");

  private final Map<String, String> tags = new HashMap<>();
  private final LongList nodes = new LongList();
  private final LongList positions = new LongList();
  private final LongList outerWays = new LongList();
  private long id;
  private long position;
  private boolean usable;

  /** Takes over the attributes of a node, way or relation. */
  void begin(XMLStreamReader xml) throws IOException {
    tags.clear();
    nodes.clear();
    positions.clear();
    outerWays.clear();
    id = number(xml, "id");
    position = positionOf(xml);
    usable =
        !"false".equals(attribute(xml, "visible")) && !"delete".equals(attribute(xml, "action"));
  }

  /** Whether it is there: neither deleted in the file nor about to be. */
  boolean isUsable() {
    return usable;
  }

  void addTag(XMLStreamReader xml) throws IOException {
    if (tags.size() == MOST_TAGS) {
      throw broken(xml, "an element with more than %d tags".formatted(MOST_TAGS));
    }
    tags.put(attribute(xml, "k"), attribute(xml, "v"));
  }

  void addNode(XMLStreamReader xml) throws IOException {
    nodes.add(number(xml, "ref"));
    // Some writers repeat the position here, and leave the nodes out.
    if (!attribute(xml, "lat").isEmpty()) {
      positions.add(positionOf(xml));
    }
  }

  void addMember(XMLStreamReader xml) throws IOException {
    if (attribute(xml, "type").equals("way")
        && OsmVisitor.Relation.isOuter(attribute(xml, "role"))) {
      outerWays.add(number(xml, "ref"));
    }
  }

  private static long number(XMLStreamReader xml, String name) throws IOException {
    String text = attribute(xml, name);
    if (!ID.matcher(text).matches()) {
      throw broken(xml, "%s: \"%s\" (expected: a number)".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private static long positionOf(XMLStreamReader xml) {
    Optional<Double> latitude = Degrees.parse(attribute(xml, "lat"));
    Optional<Double> longitude = Degrees.parse(attribute(xml, "lon"));
    return Position.ofDegrees(latitude.orElse(Double.NaN), longitude.orElse(Double.NaN));
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private static MapFileException broken(XMLStreamReader xml, String problem) {
    return new MapFileException(
        "OSM XML, line %d: %s".formatted(xml.getLocation().getLineNumber(), problem));
  }

  @Override
  public long id() {
    return id;
  }

  /** A node's {@link Position}. */
  long position() {
    return position;
  }

  @Override
  public Map<String, String> tags() {
    return tags;
  }

  @Override
  public LongList nodes() {
    return nodes;
  }

  @Override
  public LongList positions() {
    return positions.size() == nodes.size() ? positions : new LongList();
  }

  @Override
  public LongList outerWays() {
    return outerWays;
  }
}

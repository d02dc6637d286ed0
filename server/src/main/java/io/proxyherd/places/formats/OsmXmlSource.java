package io.proxyherd.places.formats;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An OSM XML file, maybe packed with gzip. Document types and entities are not followed. */
final class OsmXmlSource implements OsmSource {
  private static final int DEEPEST = 16;

  private final FileInput file;

  OsmXmlSource(FileInput file) {
    this.file = file;
  }

  @Override
  public void read(EnumSet<Kind> kinds, OsmVisitor visitor) throws IOException {
    try (Reader in = file.openText()) {
      var guard = new ElementGuard(in);
      XMLStreamReader xml = factory().createXMLStreamReader(guard);
      try {
        new Pass(xml, guard, kinds, visitor).run();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  /** The name of the first element of a text, which may be cut off after it. */
  static Optional<String> rootOf(String text) {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          return Optional.of(xml.getLocalName());
        }
      }
    } catch (XMLStreamException _) {
      // Then it is no XML.
    }
    return Optional.empty();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private static IOException failure(XMLStreamException e) {
    if (e.getNestedException() instanceof IOException io) {
      return io;
    }
    String problem = String.valueOf(e.getMessage()).replaceAll("(?s)^.*Message: ", "").strip();
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
    return new MapFileException("OSM XML, line %d: %s".formatted(line, problem), e);
  }

  /** One pass through the file. */
  private static final class Pass {
    private final XMLStreamReader xml;
    private final ElementGuard guard;
    private final EnumSet<Kind> kinds;
    private final OsmVisitor visitor;
    private int depth;

    Pass(XMLStreamReader xml, ElementGuard guard, EnumSet<Kind> kinds, OsmVisitor visitor) {
      this.xml = xml;
      this.guard = guard;
      this.kinds = kinds;
      this.visitor = visitor;
    }

    void run() throws IOException, XMLStreamException {
      var element = new OsmXmlElement();
      while (xml.hasNext()) {
        int event = xml.next();
        guard.restart();
        if (event == XMLStreamConstants.START_ELEMENT) {
          descend();
          start(element);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
          end(element);
        }
      }
    }

    private void descend() throws MapFileException {
      if (++depth > DEEPEST) {
        throw new MapFileException(
            "OSM XML, line %d: elements within elements, more than %d deep"
                .formatted(xml.getLocation().getLineNumber(), DEEPEST));
      }
    }

    private void start(OsmXmlElement element) throws IOException {
      switch (xml.getLocalName()) {
        case "node", "way", "relation" -> element.begin(xml);
        case "tag" -> element.addTag(xml);
        case "nd" -> element.addNode(xml);
        case "member" -> element.addMember(xml);
        default -> {}
      }
    }

    private void end(OsmXmlElement element) throws IOException {
      switch (xml.getLocalName()) {
        case "node" -> {
          if (kinds.contains(Kind.NODE) && element.isUsable()) {
            visitor.node(element.id(), element.position(), element.tags());
          }
        }
        case "way" -> {
          if (kinds.contains(Kind.WAY) && element.isUsable()) {
            visitor.way(element);
          }
        }
        case "relation" -> {
          if (kinds.contains(Kind.RELATION) && element.isUsable()) {
            visitor.relation(element);
          }
        }
        default -> {}
      }
    }
  }
}

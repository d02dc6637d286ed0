package io.proxyherd.replay.track;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The points of a GPX 1.0 or 1.1 file: of its tracks, its routes, and its waypoints. The client is
 * the track or route, by its name, or else the file. A point is numbered by its place in the file.
 */
final class GpxReader implements TrackReader {
  private static final int LONGEST_TEXT = 1_024;

  private final XMLStreamReader xml;
  private final RowChecker checker;
  private final String fileClient;

  private int depth;
  private String client;
  private long points;

  GpxReader(InputStream in, String fileClient, TrackOptions options) throws IOException {
    checker = new RowChecker(options);
    this.fileClient = fileClient;
    client = fileClient;
    try {
      xml = factory().createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  /** No document type, no entity, nothing fetched: a track needs none, an attack does. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // Java counts each &amp; too, and would stop at the 100,000th. Without a document type there
    // are only those five, which can't grow.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    return factory;
  }

  @Override
  public Optional<Row> next() throws IOException {
    try {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            Optional<Row> row = started(xml.getLocalName());
            if (row.isPresent()) {
              return row;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.DTD ->
              throw new TrackException("has a document type (expected: plain GPX); remove it");
          default -> {}
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  /** Elements of a GPX file: gpx / wpt, gpx / trk / trkseg / trkpt, gpx / rte / rtept. */
  private Optional<Row> started(String element) throws XMLStreamException, TrackException {
    depth++;
    if (depth == 1 && !element.equals("gpx")) {
      throw new TrackException(
          "begins with <" + Excerpt.of(element) + "> (expected: <gpx>); see --format");
    }
    return switch (element) {
      case "trk", "rte" -> {
        client = fileClient;
        yield Optional.empty();
      }
      case "name" -> {
        rename();
        yield Optional.empty();
      }
      case "trkpt", "rtept" -> Optional.of(point(client));
      case "wpt" -> Optional.of(point(fileClient));
      default -> Optional.empty();
    };
  }

  /** A name two levels deep is a track's or a route's; those of points are read with them. */
  private void rename() throws XMLStreamException {
    boolean ofTrack = depth == 3;
    String name = RowChecker.clientNamed(text());
    if (ofTrack && !name.isEmpty()) {
      client = name;
    }
  }

  private Row point(String pointClient) throws XMLStreamException {
    var latitude = Optional.ofNullable(xml.getAttributeValue(null, "lat"));
    var longitude = Optional.ofNullable(xml.getAttributeValue(null, "lon"));
    Optional<String> time = timeOfPoint();
    return checker.check(++points, Optional.of(pointClient), latitude, longitude, time);
  }

  /** Reads to the end of the point; a time inside its extensions is not the point's. */
  private Optional<String> timeOfPoint() throws XMLStreamException {
    Optional<String> time = Optional.empty();
    int outside = depth - 1;
    while (depth > outside) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          if (depth == outside + 2 && xml.getLocalName().equals("time")) {
            time = Optional.of(text());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    return time.filter(text -> !text.isBlank());
  }

  /** Reads to the end of the element: its text, of which more than 1,024 characters are dropped. */
  private String text() throws XMLStreamException {
    var text = new StringBuilder();
    int outside = depth - 1;
    while (depth > outside) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(
                xml.getText(), 0, Math.min(xml.getTextLength(), LONGEST_TEXT - text.length()));
        default -> {}
      }
    }
    return text.toString().strip();
  }

  private static IOException failure(XMLStreamException e) {
    if (e.getNestedException() instanceof IOException io) {
      return io;
    }
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
    return new TrackException(
        "XML is broken in line "
            + line
            + ": "
            + Excerpt.of(String.valueOf(e.getMessage()).replaceFirst("(?s).*Message: ", ""))
            + " (expected: well-formed GPX); rows after it are lost");
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }
}

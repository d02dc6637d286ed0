package io.proxyherd.places.formats;

import java.util.List;
import java.util.Locale;

/** Writes OSM XML. */
final class OsmXmlWriter {
  private OsmXmlWriter() {}

  static String write(List<? extends OsmElement> elements) {
    var xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n");
    for (OsmElement element : elements) {
      switch (element) {
        case OsmElement.Node(var id, var latitude, var longitude, _) ->
            xml.append(
                "<node id=\"%d\" lat=\"%.7f\" lon=\"%.7f\">".formatted(id, latitude, longitude));
        case OsmElement.Way(var id, var nodes, _) -> {
          xml.append("<way id=\"%d\">".formatted(id));
          nodes.forEach(node -> xml.append("<nd ref=\"%d\"/>".formatted(node)));
        }
        case OsmElement.Relation(var id, var members, _) -> {
          xml.append("<relation id=\"%d\">".formatted(id));
          members.forEach(member ->
              xml.append(
                  "<member type=\"way\" ref=\"%d\" role=\"%s\"/>"
                      .formatted(member.way(), member.role())));
        }
      }
      element
          .tags()
          .forEach(
              (k, v) -> xml.append("<tag k=\"%s\" v=\"%s\"/>".formatted(escaped(k), escaped(v))));
      xml.append("</%s>\n".formatted(element.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    }
    return xml.append("</osm>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

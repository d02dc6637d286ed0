package io.proxyherd.places.formats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises a file's {@link Format} by its beginning, and by its name where that leaves a doubt.
 */
final class FormatDetector {
  private static final String SUPPORTED =
      "expected: OSM PBF, OSM XML, GeoJSON, GeoJSONSeq, GeoNames or CSV with a header row";

  private static final List<String> SEQUENCE_NAMES =
      List.of(".geojsonseq", ".geojsonl", ".geojsons", ".ndgeojson", ".ndjson", ".jsonl");

  /** Beginnings of files that people may well have, and what to do with them. */
  private static final Map<String, String> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("PK\3\4", "a ZIP archive (cure: unpack it first)"),
          Map.entry("BZh", "a bzip2 archive (cure: unpack it with bunzip2)"),
          Map.entry("\u00FD7zXZ", "an xz archive (cure: unpack it with unxz)"),
          Map.entry("(\u00B5/\u00FD", "a Zstandard archive (cure: unpack it with unzstd)"),
          Map.entry("7z\u00BC\u00AF", "a 7z archive (cure: unpack it first)"),
          Map.entry(
              "PAR1",
              "a Parquet file (cure: save it as GeoJSONSeq, which overturemaps download -f"
                  + " geojsonseq or ogr2ogr does)"),
          Map.entry(
              "SQLite format 3",
              "a GeoPackage or SQLite file (cure: save it as GeoJSONSeq with ogr2ogr)"),
          Map.entry("fgb\3", "a FlatGeobuf file (cure: save it as GeoJSONSeq with ogr2ogr)"),
          Map.entry("\0\0'\n", "a shapefile (cure: save it as GeoJSONSeq with ogr2ogr)"),
          Map.entry("\u00FF\u00E0", "an o5m file (cure: osmium cat -o new.osm.pbf FILE)"),
          Map.entry("\u00FF\u00FE", "UTF-16 text (cure: iconv -f UTF-16 -t UTF-8)"),
          Map.entry("\u00FE\u00FF", "UTF-16 text (cure: iconv -f UTF-16 -t UTF-8)"));

  private FormatDetector() {}

  static Format detect(FileHead head) throws MapFileException {
    for (Map.Entry<String, String> magic : UNSUPPORTED.entrySet()) {
      if (head.startsWith(magic.getKey())) {
        throw unsupported(head, magic.getValue());
      }
    }
    if (head.contains("OSMHeader", 64)) {
      return pbf(head);
    }
    String text = head.text();
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      return xml(head, start);
    }
    if (text.startsWith("\u001E") || start.startsWith("{") || start.startsWith("[")) {
      return json(head, text);
    }
    return lines(head, text);
  }

  /** Whom to name for the file, if its format or beginning tells. */
  static Optional<Origin> origin(Format format, FileHead head) {
    return switch (format) {
      case OSM_PBF, OSM_XML -> Optional.of(Origin.OPENSTREETMAP);
      case GEONAMES -> Optional.of(Origin.GEONAMES);
      case GEOJSON, GEOJSON_SEQ -> originOfJson(head.text());
      case CSV -> Optional.empty();
    };
  }

  private static Optional<Origin> originOfJson(String text) {
    if (text.toLowerCase(Locale.ROOT).contains("openstreetmap") || text.contains("\"@id\"")) {
      return Optional.of(Origin.OPENSTREETMAP);
    }
    boolean overture =
        Pattern.compile("\"names\"\\s*:\\s*\\{\\s*\"(primary|common)\"").matcher(text).find();
    return overture ? Optional.of(Origin.OVERTURE) : Optional.empty();
  }

  private static Format pbf(FileHead head) throws MapFileException {
    if (head.gzip()) {
      throw unsupported(head, "an OSM PBF file inside gzip (cure: unpack it with gunzip)");
    }
    return Format.OSM_PBF;
  }

  private static Format xml(FileHead head, String text) throws MapFileException {
    String name = OsmXmlSource.rootOf(text).orElse("");
    if (name.equals("osm")) {
      return Format.OSM_XML;
    }
    throw unsupported(
        head,
        switch (name.toLowerCase(Locale.ROOT)) {
          case "osmchange" -> "an OSM change file (cure: osmium apply-changes)";
          case "html" -> "a web page; perhaps the download answered with an error";
          case "" -> "XML without an element";
          default -> "XML with the root element " + name;
        });
  }

  private static Format json(FileHead head, String text) throws MapFileException {
    if (!text.contains("\"Feature")) {
      throw unsupported(head, "JSON, but not GeoJSON: it has no Feature");
    }
    boolean sequence =
        text.startsWith("\u001E")
            || SEQUENCE_NAMES.stream().anyMatch(head.name()::endsWith)
            || GeoJson.isFeature(text.lines().findFirst().orElse(""));
    return sequence ? Format.GEOJSON_SEQ : Format.GEOJSON;
  }

  private static Format lines(FileHead head, String text) throws MapFileException {
    String first = text.lines().findFirst().orElse("");
    if (first.chars().anyMatch(c -> c == '\uFFFD' || (Character.isISOControl(c) && c != '\t'))) {
      throw unsupported(head, "binary data");
    }
    if (GeoNamesReader.recognises(first)) {
      return Format.GEONAMES;
    }
    if (CsvHeader.of(text).isPresent()) {
      return Format.CSV;
    }
    throw unsupported(
        head,
        "text that begins with \"%s\"".formatted(first.substring(0, Math.min(60, first.length()))));
  }

  private static MapFileException unsupported(FileHead head, String found) {
    return new MapFileException("%s: %s (%s)".formatted(head.name(), found, SUPPORTED));
  }
}

package io.proxyherd.places.formats;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the table of the GeoNames gazetteer: UTF-8, a line a place, 19 columns with tabs between
 * and no quoting, described in its readme.txt.
 */
final class GeoNamesReader {
  private static final int COLUMNS = 19;
  private static final int ID = 0;
  private static final int NAME = 1;
  private static final int LATITUDE = 4;
  private static final int LONGITUDE = 5;
  private static final int FEATURE_CLASS = 6;
  private static final int FEATURE_CODE = 7;
  private static final int COUNTRY = 8;
  private static final int REGION = 10;

  /** The alternate names alone may have 10,000 characters. */
  private static final int LONGEST_LINE = 64 * 1024;

  private static final Pattern ID_PATTERN = Pattern.compile("\\d{1,18}");
  private static final Pattern LETTERS = Pattern.compile("[A-Z]+");

  private GeoNamesReader() {}

  /** Whether this can be a line of the table. */
  static boolean recognises(String line) {
    String[] cells = line.split("\t", -1);
    return cells.length == COLUMNS
        && ID_PATTERN.matcher(cells[ID]).matches()
        && Degrees.parse(cells[LATITUDE]).isPresent()
        && Degrees.parse(cells[LONGITUDE]).isPresent();
  }

  static void read(FileInput file, Rows rows) throws IOException {
    try (InputStream in = file.open()) {
      var lines = new RecordSplitter(in, '\n', LONGEST_LINE);
      while (lines.next()) {
        String text = lines.text().replace("\r", "");
        if (lines.tooLong()) {
          rows.refuse(Reason.TOO_LARGE, "line " + lines.number());
        } else if (!text.isBlank()) {
          readLine(text, "line " + lines.number(), rows);
        }
      }
    }
  }

  private static void readLine(String line, String where, Rows rows) throws IOException {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS) {
      String columns = cells.length + " columns (expected: " + COLUMNS + ")";
      rows.refuse(Reason.BAD_ROW, where + ": " + columns);
      return;
    }
    Optional<Double> latitude = Degrees.parse(cells[LATITUDE]);
    Optional<Double> longitude = Degrees.parse(cells[LONGITUDE]);
    if (!ID_PATTERN.matcher(cells[ID]).matches()) {
      rows.refuse(Reason.BAD_ROW, where + ": id (expected: a number)");
    } else if (latitude.isEmpty() || longitude.isEmpty()) {
      rows.refuse(Reason.BAD_ROW, where + ": latitude or longitude (expected: degrees)");
    } else {
      rows.offer(draft(cells), latitude.get(), longitude.get(), () -> where);
    }
  }

  private static Draft draft(String[] cells) {
    return new Draft(
        "gn-" + cells[ID],
        cells[NAME],
        types(cells[FEATURE_CLASS], cells[FEATURE_CODE]),
        vicinity(cells[REGION], cells[COUNTRY]));
  }

  /** "CA, United States"; regions that have numbers only are left out. */
  private static String vicinity(String region, String country) {
    String regionName = LETTERS.matcher(region).matches() ? region : "";
    return Stream.of(regionName, Locale.of("", country).getDisplayCountry(Locale.ENGLISH))
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }

  /** Google's words for a GeoNames feature; none for spots that Google has no word for. */
  private static List<String> types(String featureClass, String featureCode) {
    return switch (featureClass) {
      case "P" ->
          featureCode.equals("PPLX")
              ? List.of("sublocality", "political")
              : List.of("locality", "political");
      case "A" -> area(featureCode);
      case "H", "T", "U", "V" -> List.of("natural_feature");
      case "R" -> List.of("route");
      case "L" -> featureCode.equals("PRK") ? spot("park") : List.of();
      case "S" -> building(featureCode);
      default -> List.of();
    };
  }

  private static List<String> area(String code) {
    if (code.startsWith("PCL")) {
      return List.of("country", "political");
    }
    boolean level = code.matches("ADM[1-5]");
    return level
        ? List.of("administrative_area_level_" + code.charAt(3), "political")
        : List.of("political");
  }

  private static List<String> building(String code) {
    return switch (code) {
      case "AIRP", "AIRF", "AIRB" -> spot("airport");
      case "AIRH" -> spot("heliport");
      case "RSTN", "RSTP" -> spot("train_station");
      case "BUSTN" -> spot("bus_station");
      case "MTRO" -> spot("subway_station");
      case "HSP" -> spot("hospital");
      case "SCH" -> spot("school");
      case "SCHC", "UNIV" -> spot("university");
      case "HTL", "GHSE", "RSRT" -> spot("lodging");
      case "REST" -> spot("restaurant");
      case "CH" -> spot("church");
      case "MSQE" -> spot("mosque");
      case "MUS" -> spot("museum");
      case "LIBR" -> spot("library");
      case "MALL" -> spot("shopping_mall");
      case "PO" -> spot("post_office");
      case "STDM" -> spot("stadium");
      case "ZOO" -> spot("zoo");
      case "CMTY" -> spot("cemetery");
      default -> List.of();
    };
  }

  private static List<String> spot(String type) {
    return List.of(type, "point_of_interest", "establishment");
  }
}

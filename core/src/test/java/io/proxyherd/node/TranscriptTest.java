package io.proxyherd.node;

import io.proxyherd.testing.FakeStore;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays src/test/resources/transcripts: what PROTOCOL.md says, sentence by sentence, each however
 * TCP cuts it.
 */
final class TranscriptTest {
  @TestFactory
  Stream<DynamicTest> serversKeepToThe() throws IOException, URISyntaxException {
    return each(Optional::empty);
  }

  /** Clients can't tell. */
  @TestFactory
  Stream<DynamicTest> serversWithAStoreElsewhereKeepToThe() throws IOException, URISyntaxException {
    return each(() -> Optional.of(new FakeStore()));
  }

  private Stream<DynamicTest> each(Supplier<Optional<FakeStore>> elsewhere)
      throws IOException, URISyntaxException {
    URI folder = Objects.requireNonNull(getClass().getResource("/transcripts")).toURI();
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of(folder))) {
      files = found.sorted().toList();
    }
    return files.stream()
        .map(Transcript::read)
        .flatMap(transcript ->
            Arrays.stream(TranscriptRun.Segments.values())
                .map(segments ->
                    DynamicTest.dynamicTest(
                        transcript.name() + ", " + segments,
                        () -> new TranscriptRun(transcript, segments, elsewhere.get()).play())));
  }
}

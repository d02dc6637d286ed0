package io.proxyherd.replay.track;

import io.proxyherd.replay.track.GeoFeature.Position;
import io.proxyherd.replay.track.Row.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The positions of GeoJSON features (RFC 7946): points with a time, lines with a time for each
 * position. A document is read as a stream, its positions numbered from 1 on. In a sequence (one
 * feature a line, or RFC 8142) a broken text costs only itself; the row number is the text's.
 */
final class GeoJsonReader implements TrackReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(65_536).build())
          .build();

  private final JsonTexts texts;
  private final boolean sequence;
  private final GeoNames names;
  private final RowChecker checker;
  private final Deque<Row> ready = new ArrayDeque<>();
  private Optional<GeoDocument> document = Optional.empty();
  private long positions;

  private GeoJsonReader(JsonTexts texts, boolean sequence, TrackOptions options) {
    this.texts = texts;
    this.sequence = sequence;
    names = GeoNames.of(options.fields());
    checker = new RowChecker(options);
  }

  /** A file that is one JSON text, or several without regard to lines. */
  static GeoJsonReader ofDocument(InputStream in, TrackOptions options) throws IOException {
    return new GeoJsonReader(JsonTexts.whole(in), false, options);
  }

  /** A file with one JSON text in each line or after each record separator. */
  static GeoJsonReader ofSequence(InputStream in, TrackOptions options) throws IOException {
    return new GeoJsonReader(JsonTexts.separated(in), true, options);
  }

  @Override
  public Optional<Row> next() throws IOException {
    while (ready.isEmpty()) {
      if (document.isEmpty()) {
        if (!texts.advance()) {
          return Optional.empty();
        }
        JsonParser json = JSON.createParser(ObjectReadContext.empty(), texts);
        document = Optional.of(new GeoDocument(json, names));
      }
      readFeature(document.get());
    }
    return Optional.of(ready.removeFirst());
  }

  private void readFeature(GeoDocument from) throws IOException {
    try {
      Optional<GeoFeature> feature = from.next();
      if (feature.isPresent()) {
        addRows(feature.get());
      } else {
        closeDocument();
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      closeDocument();
      rejectText(e);
    }
  }

  private void rejectText(JacksonException e) throws TrackException {
    if (!sequence) {
      throw new TrackException(
          "JSON is broken in line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + " (expected: GeoJSON); rows after it are lost");
    }
    ready.add(
        new Rejected(
            texts.number(), Reason.BROKEN_ROW, "JSON: " + Excerpt.of(e.getOriginalMessage())));
  }

  private void addRows(GeoFeature feature) {
    if (feature.positions().isEmpty()) {
      ready.add(
          new Rejected(
              nextNumber(), Reason.MISSING_FIELD, "geometry (expected: Point, LineString)"));
    }
    IntStream.range(0, feature.positions().size()).forEach(index -> ready.add(row(feature, index)));
    if (feature.tooLong()) {
      ready.add(
          new Rejected(
              nextNumber(),
              Reason.BROKEN_ROW,
              "line of more than " + GeoFeature.MOST_POSITIONS + " positions"));
    }
  }

  private Row row(GeoFeature feature, int index) {
    Position position = feature.positions().get(index);
    return checker.check(
        nextNumber(),
        feature.client(),
        present(position.latitude()),
        present(position.longitude()),
        feature.time(index));
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(given -> !given.isBlank());
  }

  private long nextNumber() {
    positions++;
    return sequence ? texts.number() : positions;
  }

  private void closeDocument() {
    document.ifPresent(GeoDocument::close);
    document = Optional.empty();
  }

  @Override
  public void close() {
    closeDocument();
  }
}

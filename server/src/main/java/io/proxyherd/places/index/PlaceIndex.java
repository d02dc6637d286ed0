package io.proxyherd.places.index;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.EarthDistance;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;

/** Places by distance: a Lucene index of one segment. Safe for many threads. */
final class PlaceIndex implements PlaceSearch {
  /** To be raised with every change of {@link PlaceDocument}: an older index is then rebuilt. */
  static final int FORMAT = 1;

  /**
   * Lucene computes on rounded points with rounded sines: up to 1 cm and 40 cm off, as its
   * documentation says. What it ranks within this of the last place may belong before it.
   */
  private static final double LUCENE_ERROR_METRES = 1;

  /** Asked beyond the limit at first, so that a second round is rare. */
  private static final int SPARE = 8;

  /**
   * Lucene's advice to add the vector module, which we do without: we compare points. The field
   * keeps the logger, whose level would be forgotten with it.
   */
  private static final Logger VECTOR_ADVICE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    VECTOR_ADVICE.setLevel(Level.SEVERE);
  }

  private final Directory directory;
  private final DirectoryReader reader;
  private final LeafReader segment;
  private final IndexSearcher searcher;

  private PlaceIndex(Directory directory, DirectoryReader reader, LeafReader segment) {
    this.directory = directory;
    this.reader = reader;
    this.segment = segment;
    this.searcher = new IndexSearcher(reader);
  }

  /** Fills an empty directory; when this returns, all is on the disk. */
  static void write(Directory directory, PlaceRows rows) throws IOException {
    var config = new IndexWriterConfig().setUseCompoundFile(false);
    try (var writer = new IndexWriter(directory, config)) {
      rows.read(place -> writer.addDocument(PlaceDocument.of(place)));
      writer.forceMerge(1);
      writer.commit();
    }
  }

  /**
   * Opens what {@link #write} wrote, after checking every byte; closing it closes the directory.
   */
  static PlaceIndex open(Directory directory) throws IOException {
    DirectoryReader reader = DirectoryReader.open(directory);
    try {
      if (reader.leaves().size() != 1) {
        throw new CorruptIndexException(
            reader.leaves().size() + " segments (expected: 1)", directory.toString());
      }
      LeafReader segment = reader.leaves().getFirst().reader();
      segment.checkIntegrity();
      return new PlaceIndex(directory, reader, segment);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public int size() {
    return reader.numDocs();
  }

  @Override
  public List<Place> nearest(NearbyQuery query) throws IOException {
    int limit = Math.min(query.limit(), size());
    int count = Math.min(limit + SPARE, size());
    while (true) {
      ScoreDoc[] hits = hits(query, count);
      List<Ranked> ranked = rank(query, hits, limit);
      if (count == size() || isComplete(query, ranked, hits, limit)) {
        return ranked.stream().map(Ranked::place).toList();
      }
      count = Math.min(2 * count, size());
    }
  }

  private ScoreDoc[] hits(NearbyQuery query, int count) throws IOException {
    return LatLonPoint.nearest(
            searcher, PlaceDocument.POINT, query.latitude(), query.longitude(), count)
        .scoreDocs;
  }

  private record Ranked(Place place, double metres) {}

  private List<Ranked> rank(NearbyQuery query, ScoreDoc[] hits, int limit) throws IOException {
    ScoreDoc[] byDocument = hits.clone();
    Arrays.sort(byDocument, comparingInt(hit -> hit.doc));
    var columns = new PlaceDocument.Columns(segment);
    var ranked = new ArrayList<Ranked>(hits.length);
    for (ScoreDoc hit : byDocument) {
      Place place = columns.read(hit.doc);
      ranked.add(new Ranked(place, metres(query, place)));
    }
    return ranked.stream()
        .filter(place -> place.metres() <= query.radiusKm() * 1000)
        .sorted(comparingDouble(Ranked::metres).thenComparing(place -> place.place().id()))
        .limit(limit)
        .toList();
  }

  private static double metres(NearbyQuery query, Place place) {
    return EarthDistance.metres(
        query.latitude(), query.longitude(), place.latitude(), place.longitude());
  }

  /** Whether no place that Lucene left out can belong among the ranked ones. */
  private static boolean isComplete(
      NearbyQuery query, List<Ranked> ranked, ScoreDoc[] hits, int limit) {
    double reach = ranked.size() < limit ? query.radiusKm() * 1000 : ranked.getLast().metres();
    return luceneMetres(hits[hits.length - 1]) > reach + LUCENE_ERROR_METRES;
  }

  private static double luceneMetres(ScoreDoc hit) {
    return (Double) ((FieldDoc) hit).fields[0];
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}

package io.proxyherd.places.index;

import static java.util.Comparator.comparingDouble;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import io.proxyherd.places.index.OpenLayers.OpenLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/**
 * The places of several layers by distance. What is asked most is found in memory. Else Lucene's
 * search for the nearest yields candidates, which are measured here; a type so rare that too many
 * candidates would have to be looked at is found by its list of places instead. Safe for many
 * threads.
 *
 * <p>It is open as long as it has a user: whoever made it, and every search in between {@link
 * #tryEnter} and {@link #leave}.
 */
final class LayeredSearch implements PlaceSearch {
  /**
   * Lucene computes on rounded points with rounded sines: up to 1 cm and 40 cm off, as its
   * documentation says. What it ranks within this of the last place may belong before it.
   */
  private static final double LUCENE_ERROR_METRES = 1;

  /** Asked beyond the limit at first, so that a second round is rare. */
  private static final int SPARE = 8;

  /** How many places of a list are measured in the time that Lucene takes for a candidate. */
  private static final int LISTED_PER_CANDIDATE = 8;

  private static final Comparator<NearPlace> NEAREST_FIRST =
      comparingDouble(NearPlace::metres).thenComparing(near -> near.place().id());

  private final List<Leaf> leaves = new ArrayList<>();
  private final MultiReader reader;
  private final IndexSearcher searcher;
  private final Optional<ReadyPlaces> ready;

  /** As the other, with nothing in memory. */
  LayeredSearch(OpenLayers open) throws IOException {
    this(open, 0);
  }

  /**
   * Searches these layers, which may then be closed. Of places at equal distance with the same ID
   * those of the first layer come first.
   *
   * @param memoryBytes how much memory places may take, about; none is taken if it is too little
   */
  LayeredSearch(OpenLayers open, long memoryBytes) throws IOException {
    int base = 0;
    var readers = new ArrayList<IndexReader>();
    for (OpenLayer layer : open.layers()) {
      leaves.add(new Leaf(layer.name(), layer.index(), base));
      readers.add(layer.index().reader());
      base += layer.index().segment().maxDoc();
    }
    reader = new MultiReader(readers.toArray(IndexReader[]::new), false);
    searcher = new IndexSearcher(reader);
    ready =
        base <= ReadyPlaces.mostPlaces(memoryBytes)
            ? Optional.of(new ReadyPlaces(positions(base), memoryBytes))
            : Optional.empty();
  }

  /** Those of all documents. */
  private long[] positions(int documents) throws IOException {
    var positions = new long[documents];
    for (Leaf leaf : leaves) {
      NumericDocValues column =
          DocValues.getNumeric(leaf.index().segment(), PlaceDocument.POSITION);
      for (int document = 0; document < leaf.index().size(); document++) {
        PlaceIndex.require(column.advanceExact(document), document);
        positions[leaf.base() + document] = column.longValue();
      }
    }
    return positions;
  }

  /** A layer; its documents are numbered from {@code base} on. */
  private record Leaf(String name, PlaceIndex index, int base) {}

  private record Hit(Leaf leaf, int document, long position, double metres) {}

  /** Takes those documents of a layer that lie within the radius, which come in their order. */
  private static final class Measure {
    private final NearbyQuery query;
    private final Leaf leaf;
    private final NumericDocValues positions;

    Measure(NearbyQuery query, Leaf leaf) throws IOException {
      this.query = query;
      this.leaf = leaf;
      this.positions = DocValues.getNumeric(leaf.index().segment(), PlaceDocument.POSITION);
    }

    void add(int document, List<Hit> hits) throws IOException {
      PlaceIndex.require(positions.advanceExact(document), document);
      long position = positions.longValue();
      double metres =
          EarthDistance.metres(
              query.latitude(),
              query.longitude(),
              PlaceDocument.latitude(position),
              PlaceDocument.longitude(position));
      if (metres <= query.radiusKm() * 1000) {
        hits.add(new Hit(leaf, document, position, metres));
      }
    }
  }

  /** Keeps this open until {@link #leave}; not if it is closed already. */
  boolean tryEnter() {
    return reader.tryIncRef();
  }

  void leave() throws IOException {
    reader.decRef();
  }

  @Override
  public int size() {
    return reader.numDocs();
  }

  @Override
  public List<Place> nearest(NearbyQuery query) throws IOException {
    return near(query).stream().map(NearPlace::place).toList();
  }

  @Override
  public Optional<byte[]> answer(NearbyQuery query) {
    return ready.flatMap(places -> places.answer(query));
  }

  /** As {@link #nearest}, and how far each is. */
  List<NearPlace> near(NearbyQuery query) throws IOException {
    Optional<NearestPoints> found = ready.flatMap(places -> places.nearest(query));
    return found.isPresent()
        ? nearest(withinRadius(query, found.get().numbers()), query.limit())
        : nearByIndex(query);
  }

  private List<NearPlace> nearByIndex(NearbyQuery query) throws IOException {
    int matching = query.type().isEmpty() ? size() : matching(query.type().get());
    int limit = Math.min(query.limit(), matching);
    if (limit == 0) {
      return List.of();
    }
    int count = firstCount(limit, matching);
    while (query.type().isEmpty() || (long) count * LISTED_PER_CANDIDATE < matching) {
      ScoreDoc[] candidates = candidates(query, count);
      List<Hit> hits = withinRadius(query, documents(candidates));
      if (count == size() || isComplete(query, hits, candidates, limit)) {
        return nearest(hits, limit);
      }
      count = (int) Math.min(2L * count, size());
    }
    return nearest(listed(query), limit);
  }

  /** How many candidates should do, if those of the type are spread evenly. */
  private int firstCount(int limit, int matching) {
    return (int) Math.min(((long) limit + SPARE) * size() / matching, size());
  }

  private int matching(String type) throws IOException {
    return reader.docFreq(new Term(PlaceDocument.TYPE, type));
  }

  private ScoreDoc[] candidates(NearbyQuery query, int count) throws IOException {
    return LatLonPoint.nearest(
            searcher, PlaceDocument.POINT, query.latitude(), query.longitude(), count)
        .scoreDocs;
  }

  private static int[] documents(ScoreDoc[] candidates) {
    return Arrays.stream(candidates).mapToInt(candidate -> candidate.doc).toArray();
  }

  /** The candidates of the right type within the radius, in the order of the documents. */
  private List<Hit> withinRadius(NearbyQuery query, int[] documents) throws IOException {
    Arrays.sort(documents);
    var hits = new ArrayList<Hit>(documents.length);
    int next = 0;
    for (Leaf leaf : leaves) {
      int end = leaf.base() + leaf.index().segment().maxDoc();
      int first = next;
      while (next < documents.length && documents[next] < end) {
        next++;
      }
      if (next > first) {
        addWithin(query, leaf, Arrays.copyOfRange(documents, first, next), hits);
      }
    }
    return hits;
  }

  private static void addWithin(NearbyQuery query, Leaf leaf, int[] documents, List<Hit> hits)
      throws IOException {
    var measure = new Measure(query, leaf);
    Optional<SharedValues<List<String>>.Reader> types =
        query.type().isEmpty() ? Optional.empty() : Optional.of(leaf.index().types().reader());
    for (int document : documents) {
      int inLeaf = document - leaf.base();
      if (types.isEmpty() || types.get().of(inLeaf).contains(query.type().get())) {
        measure.add(inLeaf, hits);
      }
    }
  }

  /** All places of the type within the radius, from its lists. */
  private List<Hit> listed(NearbyQuery query) throws IOException {
    var hits = new ArrayList<Hit>();
    var type = new Term(PlaceDocument.TYPE, query.type().orElseThrow());
    for (Leaf leaf : leaves) {
      PostingsEnum list = leaf.index().segment().postings(type, PostingsEnum.NONE);
      if (list != null) {
        var measure = new Measure(query, leaf);
        while (list.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          measure.add(list.docID(), hits);
        }
      }
    }
    return hits;
  }

  /** Whether no place that Lucene left out can belong among the nearest. */
  private static boolean isComplete(
      NearbyQuery query, List<Hit> hits, ScoreDoc[] candidates, int limit) {
    double reach = hits.size() < limit ? query.radiusKm() * 1000 : metresOf(hits, limit);
    return luceneMetres(candidates[candidates.length - 1]) > reach + LUCENE_ERROR_METRES;
  }

  private static double luceneMetres(ScoreDoc candidate) {
    return (Double) ((FieldDoc) candidate).fields[0];
  }

  /** How far the hit of that rank is, counted from 1. */
  private static double metresOf(List<Hit> hits, int rank) {
    double[] metres = hits.stream().mapToDouble(Hit::metres).toArray();
    Arrays.sort(metres);
    return metres[rank - 1];
  }

  /** The nearest of the hits; only what may be among them is read. */
  private List<NearPlace> nearest(List<Hit> hits, int limit) throws IOException {
    double reach = hits.size() <= limit ? Double.MAX_VALUE : metresOf(hits, limit);
    var found = new ArrayList<NearPlace>(limit);
    for (int i = 0; i < hits.size(); ) {
      Leaf leaf = hits.get(i).leaf();
      var columns = new Columns(leaf.index());
      for (; i < hits.size() && hits.get(i).leaf().base() == leaf.base(); i++) {
        Hit hit = hits.get(i);
        if (hit.metres() <= reach) {
          Place place = columns.read(hit.document(), hit.position());
          ready.ifPresent(places -> places.keep(leaf.base() + hit.document(), place));
          found.add(new NearPlace(place, hit.metres(), leaf.name()));
        }
      }
    }
    found.sort(NEAREST_FIRST);
    return found.size() <= limit ? found : List.copyOf(found.subList(0, limit));
  }

  /** Closed once the searches under way have ended. */
  @Override
  public void close() throws IOException {
    reader.close();
  }
}

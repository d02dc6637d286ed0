package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.PlaceRows;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.ThreadInterruptedException;

/** One layer of places: a Lucene index of one segment. Safe for many threads. */
final class PlaceIndex implements AutoCloseable {
  /** To be raised with every change of {@link PlaceDocument}: an older index is then rebuilt. */
  static final int FORMAT = 2;

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
  private final SharedValues<List<String>> types;
  private final SharedValues<Attribution> attributions;

  private PlaceIndex(Directory directory, DirectoryReader reader, LeafReader segment)
      throws IOException {
    this.directory = directory;
    this.reader = reader;
    this.segment = segment;
    this.types = new SharedValues<>(segment, PlaceDocument.TYPES, PlaceDocument::types);
    this.attributions =
        new SharedValues<>(segment, PlaceDocument.ATTRIBUTION, PlaceDocument::attribution);
  }

  /**
   * Fills an empty directory; when this returns, all is on the disk.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted
   */
  static void write(Directory directory, PlaceRows rows) throws IOException {
    var config = new IndexWriterConfig().setUseCompoundFile(false).setCodec(SmallLeaves.codec());
    try (var writer = new IndexWriter(directory, config)) {
      try {
        fill(writer, rows);
      } catch (IOException | RuntimeException e) {
        giveUp(writer, e);
        throw e;
      }
    }
  }

  private static void fill(IndexWriter writer, PlaceRows rows) throws IOException {
    try {
      rows.read(place -> writer.addDocument(PlaceDocument.of(place)));
      if (writer.getDocStats().numDocs == 0) {
        throw new IOException("no place was found (expected: at least one)");
      }
      writer.forceMerge(1);
      writer.commit();
    } catch (ThreadInterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("the index was not finished");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** Rather than write what there is. An interrupt is put off, which would stop this, too. */
  private static void giveUp(IndexWriter writer, Exception cause) {
    boolean interrupted = Thread.interrupted();
    try {
      writer.rollback();
    } catch (IOException e) {
      cause.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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

  /** How many places there are. */
  int size() {
    return reader.numDocs();
  }

  /** What is searched; whoever keeps it longer than this is open counts as its user. */
  DirectoryReader reader() {
    return reader;
  }

  LeafReader segment() {
    return segment;
  }

  SharedValues<List<String>> types() {
    return types;
  }

  SharedValues<Attribution> attributions() {
    return attributions;
  }

  static void require(boolean present, int document) {
    if (!present) {
      throw new IllegalStateException("places index: document " + document + " is incomplete");
    }
  }

  /** Gives up this user's hold on it; the files are let go when the last search in it has ended. */
  @Override
  public void close() {
    try {
      IOUtils.close(reader, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

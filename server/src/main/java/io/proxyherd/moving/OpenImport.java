package io.proxyherd.moving;

import io.proxyherd.store.Lifetimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An import that is open: the file, how far it was imported before, and the import itself. */
public final class OpenImport implements AutoCloseable {
  private final RowInput in;
  private final ImportMark mark;
  private final Import work;

  private OpenImport(RowInput in, ImportMark mark, Import work) {
    this.in = in;
    this.mark = mark;
    this.work = work;
  }

  /**
   * Of a file; goes on where an earlier one of the same file into the same sink ended.
   *
   * @param anew whether it begins at the first line nevertheless
   */
  public static OpenImport of(
      Path file, boolean anew, Sink sink, Lifetimes lifetimes, Import.OnRefusal onRefusal)
      throws IOException {
    ImportMark mark =
        anew
            ? ImportMark.anew(file, sink.description())
            : ImportMark.beside(file, sink.description());
    RowInput in = RowInput.open(file);
    return new OpenImport(in, mark, new Import(in, sink, lifetimes, mark, onRefusal));
  }

  /** Of a stream, which is left open. */
  public static OpenImport of(
      InputStream stream, Sink sink, Lifetimes lifetimes, Import.OnRefusal onRefusal)
      throws IOException {
    RowInput in = RowInput.of(stream);
    ImportMark mark = ImportMark.none();
    return new OpenImport(in, mark, new Import(in, sink, lifetimes, mark, onRefusal));
  }

  public Import work() {
    return work;
  }

  /** The line after which it goes on, if it does not begin at the first one. */
  public Optional<Long> goesOnAfter() {
    return Optional.of(mark.line()).filter(line -> line > 0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

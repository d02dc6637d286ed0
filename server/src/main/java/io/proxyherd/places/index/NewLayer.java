package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.PlaceRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A layer to be imported; what it tells of itself is as in {@link
 * io.proxyherd.places.layers.Layer}.
 *
 * @param rows its places, read once
 */
public record NewLayer(
    String name,
    List<String> files,
    String source,
    String licence,
    Attribution attribution,
    Rows rows) {

  /** Hands over places one after the other. */
  public interface Rows {
    /**
     * Reads them all.
     *
     * @param workspace an empty directory for temporary files, which is deleted afterwards
     */
    void read(PlaceRows.Sink sink, Path workspace) throws IOException;
  }
}

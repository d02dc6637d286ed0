package io.proxyherd.places.formats;

import java.nio.file.Path;

/**
 * What a reader may use besides the heap. Only OSM files need it: two longs for every node of a
 * named outline.
 *
 * @param directory an existing directory for temporary files; the reader deletes those it made
 * @param idsInMemory how many ids are sorted in memory at a time, 8 bytes each
 */
public record Workspace(Path directory, int idsInMemory) {
  private static final int IDS_IN_MEMORY = 1 << 20;

  public Workspace {
    if (idsInMemory < 1) {
      throw new IllegalArgumentException("idsInMemory: " + idsInMemory + " (expected: 1 or more)");
    }
  }

  /** With 8 MiB for sorting. */
  public static Workspace in(Path directory) {
    return new Workspace(directory, IDS_IN_MEMORY);
  }
}

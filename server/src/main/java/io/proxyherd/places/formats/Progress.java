package io.proxyherd.places.formats;

/** Hears how far the reading of a file is, about once in 64 KiB. */
@FunctionalInterface
public interface Progress {
  /**
   * The reader got further.
   *
   * @param bytesDone bytes of the file, each counted as often as it was read; never goes back
   * @param bytesTotal how many it will be, as far as known: a file may be read up to three times
   */
  void at(long bytesDone, long bytesTotal);
}

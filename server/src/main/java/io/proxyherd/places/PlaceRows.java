package io.proxyherd.places;

import java.io.IOException;

/** Places handed over one after the other, so that they need not all be in memory. */
public interface PlaceRows {
  void read(Sink sink) throws IOException;

  /** Takes the places as they are read. */
  interface Sink {
    void accept(Place place) throws IOException;
  }
}

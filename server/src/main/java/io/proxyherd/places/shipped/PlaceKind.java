package io.proxyherd.places.shipped;

import java.util.List;

/** What a shipped place is. The dataset holds these names. */
public enum PlaceKind {
  LOCALITY,
  AIRPORT,
  HELIPORT,
  SEAPLANE_BASE,
  GLIDERPORT,
  ULTRALIGHT,
  BALLOONPORT;

  /** Each kind comes from one layer. */
  Layer layer() {
    return this == LOCALITY ? Layer.GEONAMES : Layer.FAA;
  }

  /**
   * Google's words for it. There is none for a seaplane base, which is an airport to a traveller,
   * and none for a balloonport.
   */
  List<String> types() {
    return switch (this) {
      case LOCALITY -> List.of("locality", "political");
      case AIRPORT, SEAPLANE_BASE -> List.of("airport", "point_of_interest", "establishment");
      case HELIPORT -> List.of("heliport", "point_of_interest", "establishment");
      case GLIDERPORT, ULTRALIGHT -> List.of("airstrip", "point_of_interest", "establishment");
      case BALLOONPORT -> List.of("point_of_interest", "establishment");
    };
  }
}

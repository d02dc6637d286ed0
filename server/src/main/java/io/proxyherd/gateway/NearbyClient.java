package io.proxyherd.gateway;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/**
 * A client of {@code GET /v1/clients}: the members of its position, and how far away it is.
 *
 * @param metres from the point that was asked for; none in a box
 */
record NearbyClient(@JsonUnwrapped ClientPosition position, Optional<Double> metres) {
  /** This as a GeoJSON feature. */
  Feature feature() {
    return new Feature("Feature", position.client(), position.feature().geometry(), this);
  }

  /** A GeoJSON feature (RFC 7946). */
  record Feature(String type, String id, ClientPosition.Point geometry, NearbyClient properties) {}
}

package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.Outcome.Retry;

/** What Google's two APIs have in common. */
final class Google {
  static final Attribution ATTRIBUTION =
      new Attribution("Google Maps", "https://www.google.com/maps");

  private static final double LARGEST_RADIUS_KM = 50;

  private Google() {}

  /** Google looks no farther than 50 km. */
  static double radiusMetres(NearbyQuery query) throws RemoteFailure {
    if (query.radiusKm() > LARGEST_RADIUS_KM) {
      throw new RemoteFailure(
          Status.INVALID_REQUEST,
          Retry.NEVER,
          "radius: " + query.radiusKm() + " km (expected: at most 50)");
    }
    return query.radiusKm() * 1000;
  }
}

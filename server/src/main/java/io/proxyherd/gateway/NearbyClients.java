package io.proxyherd.gateway;

import java.util.List;
import java.util.Optional;

/**
 * Who is near: {@code GET /v1/clients}.
 *
 * @param server that tells this
 * @param scope whose clients these are: herd, or server for those alone that report to this server
 * @param clients the nearest first; in a box in no particular order
 * @param cursor asks for the next ones; none if there are no more, or the walk has come to its
 *     greatest length
 * @param complete whether there are no more
 */
record NearbyClients(
    String server,
    String scope,
    List<NearbyClient> clients,
    Optional<String> cursor,
    boolean complete) {
  /** The same as GeoJSON (RFC 7946), with three members of our own. */
  record Features(
      String type,
      String scope,
      List<NearbyClient.Feature> features,
      Optional<String> cursor,
      boolean complete) {}
}

package io.proxyherd.node;

/**
 * A question for places near a point.
 *
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 * @param radiusKm kilometres, more than 0
 * @param limit the most places to answer, at least 1
 */
public record NearbyQuery(double latitude, double longitude, double radiusKm, int limit) {}

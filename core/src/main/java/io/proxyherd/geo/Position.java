package io.proxyherd.geo;

/**
 * A point on the globe in decimal degrees (WGS 84).
 *
 * @param latitude -90..90, north positive
 * @param longitude -180..180, east positive
 */
public record Position(double latitude, double longitude) {}

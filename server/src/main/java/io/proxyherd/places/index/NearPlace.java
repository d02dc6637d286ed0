package io.proxyherd.places.index;

import io.proxyherd.places.Place;

/**
 * A place that was found.
 *
 * @param metres from where it was looked for
 * @param layer the name of the layer that has it
 */
public record NearPlace(Place place, double metres, String layer) {}

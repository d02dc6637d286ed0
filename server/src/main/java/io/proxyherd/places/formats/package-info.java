/** Reads files of places that others wrote: OpenStreetMap, GeoJSON, GeoNames and CSV. */
@NullMarked
package io.proxyherd.places.formats;

import org.jspecify.annotations.NullMarked;

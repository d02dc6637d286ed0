/** Recorded tracks (GPX, CSV, GeoJSON) read row by row in bounded memory. */
@NullMarked
package io.proxyherd.replay.track;

import org.jspecify.annotations.NullMarked;

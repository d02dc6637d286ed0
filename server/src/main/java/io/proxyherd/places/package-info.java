/** The embedded places: the dataset, its index and the Google-shaped answer. */
@NullMarked
package io.proxyherd.places;

import org.jspecify.annotations.NullMarked;

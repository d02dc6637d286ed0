/** Which layers of places there are: the catalogue that names those that hold. */
@NullMarked
package io.proxyherd.places.layers;

import org.jspecify.annotations.NullMarked;

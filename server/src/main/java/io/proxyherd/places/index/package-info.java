/** Places by distance: Lucene indexes and the provider that answers from them. */
@NullMarked
package io.proxyherd.places.index;

import org.jspecify.annotations.NullMarked;
